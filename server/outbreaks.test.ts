// Fifty simulated outbreaks in the demonstration's town; server/outbreaks.proof.ts has a thousand.
import { itHoldsIn } from './outbreaks.fixture.ts';

itHoldsIn(50);
