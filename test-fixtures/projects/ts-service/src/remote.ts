/** Other services. */

export async function priceOf(name: string): Promise<string> {
  const answer = await fetch(`https://prices.example/${name}`);
  return await answer.text();
}

export async function stockOf(name: string): Promise<string> {
  const answer = await fetch(`https://stock.example/${name}`);
  return await answer.text();
}

export async function isOpen(): Promise<boolean> {
  const answer = await fetch('https://hours.example/');
  return answer.ok;
}
