// A clock as the server answers it, and the step that somebody has to act on. Pure.
import type { ClockKind, ClockState, StepState } from '#shared/domain/clock/clock.ts';

export type StepShown = {
  readonly step: string;
  readonly state: StepState;
  readonly due: string;
  /** false: no source reports this step (未接入) */
  readonly connected: boolean;
};
export type ClockShown = {
  readonly id: string;
  readonly kind: ClockKind;
  readonly state: ClockState;
  readonly start: string;
  readonly due: string;
  readonly subject?: { readonly layer: string; readonly id: string };
  readonly areaId: string | null;
  /** the home in names, from the community down */
  readonly address?: string;
  readonly addressEn?: string;
  readonly responsible: {
    readonly areaId: string | null;
    readonly unit: string | null;
    readonly unitEn: string | null;
    readonly phone: string | null;
  };
  readonly steps: readonly StepShown[];
};
/** The first step that is open; when it is due is when somebody has to have acted. */
export const openStep = ({ steps }: ClockShown): StepShown | undefined =>
  steps.find(({ state }) => state === 'late') ?? steps.find(({ state }) => state === 'running');
