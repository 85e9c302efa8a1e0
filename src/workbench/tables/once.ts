/** A text as a stream of one part. */
export async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
