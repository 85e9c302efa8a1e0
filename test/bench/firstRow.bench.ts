// What the sidebar's first rows cost: with the types kept, and with nothing kept, each in an extension host of its own.
import assert from 'node:assert/strict';
import { inHosts, median } from './support/inHosts';

interface Figures {
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

const rounds = 3;

void inHosts('firstRow', async (measure) => {
  for (const delay of [0, 400]) {
    for (const isKept of [false, true]) {
      const given = { HAPPYFOX_KEPT: isKept ? '1' : '', HAPPYFOX_DELAY: String(delay) };
      const all: Figures[] = [];
      for (let round = 0; round < rounds; round += 1)
        all.push(JSON.parse(await measure({ script: 'firstRow', given })) as Figures);
      assert.ok(all.every(({ rows }) => rows > 0));
      const [first, last] = [median(all.map((one) => one.first)), median(all.map((one) => one.last))];
      const told = `first rows ${first.toFixed(1)} ms, the first total of HappyFox ${last.toFixed(1)} ms`;
      process.stdout.write(`${isKept ? 'types kept' : 'nothing kept'}, answers after ${delay} ms: ${told}\n`);
    }
  }
});
