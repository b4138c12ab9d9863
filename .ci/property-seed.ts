// The same cases for every run of the property tests, so that a red run is about the change and not about the draw.
// `PROPERTY_SEED=random npm test` draws anew; a number repeats what a failure has printed.
import fc from 'fast-check';

const { PROPERTY_SEED = '20221027' } = process.env;
if (PROPERTY_SEED !== 'random') fc.configureGlobal({ seed: Number(PROPERTY_SEED) });
