import { withLimit } from './limit.js';
import { isOpen, priceOf, stockOf } from './remote.js';
import { fill } from './templates.js';

/** The page of one article. */
export async function dashboard(name: string): Promise<string> {
  const price = await priceOf(name);
  const stock = await stockOf(name);
  return fill('dashboard', { name, price, stock });
}

export async function banner(): Promise<string> {
  const word = '🎉'; if (!isOpen()) return 'closed';
  return `open ${word}`;
}

export async function quickPrice(name: string): Promise<string> {
  return await withLimit(priceOf(name), 200);
}
