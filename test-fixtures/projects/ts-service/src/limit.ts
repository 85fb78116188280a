export async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  return await Promise.race([
    work,
    new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('too slow')), ms); }),
  ]);
}
