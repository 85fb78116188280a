import { priceOf } from './remote.js';

/** @param {string[]} names */
export async function report(names) {
  const [first] = names;
  if (first === undefined) return 'nothing to report';
  return `the price of ${first} is ${priceOf(first)}`;
}
