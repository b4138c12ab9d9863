// Every screen of the field's door, one after another, as somebody who opens each for the first time would see it.
import type { Page } from 'playwright-core';
import { openPage } from './field.ts';

/** What the screens are about: ids of the world they are looked at in. */
export type Subjects = {
  readonly post: string;
  readonly booth: string;
  readonly hotel: string;
  readonly lab: string;
  /** whose list of the missing has doors */
  readonly round: string;
};

/** @param see called with the name of each screen once it stands; the page is open and unlocked */
export async function walkScreens(
  page: Page,
  { post, booth, hotel, lab, round }: Subjects,
  see: (name: string) => Promise<void>,
): Promise<void> {
  const open = async (to: object, selector: string): Promise<void> => {
    await page.evaluate(openPage, to);
    await page.locator(selector).first().waitFor();
  };
  const form = (name: string, layer?: string, id?: string) => ({ name: 'report', form: name, layer, id });

  await open({ name: 'near' }, '.near-item');
  await see('near');
  await page.locator('.sheet-grip').click();
  await see('map');
  await page.locator('.sheet-grip').click();
  await page.locator('.field-actions .field-button').nth(1).click();
  await page.locator('.field-dialog a[href]').first().waitFor();
  await see('navigate');
  await page.locator('.field-dialog > button').last().click();

  await open({ name: 'place' }, '.sub-page input');
  await see('place');
  await open({ name: 'menu' }, '.menu-row');
  await see('menu');
  await open(form('counter', 'checkpoints', post), '.counter-big');
  await page.locator('.counter-big').first().click();
  await page.locator('.field-button:not(:disabled)').first().waitFor();
  await see('counter');
  await open(form('queue', 'sites', booth), '.choice');
  await page.locator('.choice').nth(2).click();
  await see('queue');
  await open(form('rooms', 'sites', hotel), '.stepper');
  await see('rooms');
  await open(form('positive'), '.choice');
  await page.locator('.choice').first().click();
  await see('positive');
  await open(form('chase'), '.sub-page');
  await see('chase');
  await open(form('wrong', 'sites', booth), '.choice');
  await see('wrong');
  await open(form('duty', 'checkpoints', post), '.stepper');
  await see('duty');
  await open(form('box', 'sites', booth), '.sub-page .field-button');
  await see('box');
  await page.locator('.sub-page .field-button').last().click();
  await page.locator('.stepper').waitFor();
  await see('box-numbered');
  await open(form('box', 'sites', lab), '.sub-page .field-button');
  await see('box-lab');
  await open({ name: 'doors' }, '.sub-page');
  await see('doors-which');
  await open({ name: 'doors', roundId: round }, '.door');
  await page.locator('.door').first().click();
  await see('doors');
  await open({ name: 'tasks' }, '.sub-page');
  await see('tasks');
  await open({ name: 'outbox' }, '.sub-page');
  await see('outbox');
  for (const name of ['give', 'take', 'pack']) {
    await open({ name }, '.sub-page');
    await see(name);
  }
}
