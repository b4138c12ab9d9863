// A thousand simulated outbreaks in the demonstration's town: every strong place inside, next to nobody held in vain.
import { itHoldsIn } from './outbreaks.fixture.ts';

itHoldsIn(1_000);
