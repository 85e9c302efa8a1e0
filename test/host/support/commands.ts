import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

/** Runs a command of the extension as a script does, by its id behind `happyfoxAssets.`. */
export async function run<Result = unknown>(command: string, argument: object): Promise<Result> {
  return vscode.commands.executeCommand<Result>(`happyfoxAssets.${command}`, argument);
}

/** The sentence with which a promise is rejected. Fails when it is not. */
export async function sentenceOf(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  assert.fail('It was expected to be rejected.');
}

/** A sentence for people: not empty, no class name, no stack, no JSON, and it ends as sentences do. */
export function assertSentence(text: string, expected: RegExp): void {
  assert.match(text, expected);
  assert.match(text, /[.!?”)]$/);
  assert.doesNotMatch(text, /Error:|undefined|\[object|\n|\bat .*:\d+:\d+/);
}
