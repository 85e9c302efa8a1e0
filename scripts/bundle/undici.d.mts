import type { Plugin } from 'esbuild';

export const undiciAsUsed: Plugin;
