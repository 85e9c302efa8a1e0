import type { Locator, Page } from 'playwright-core';

/** The label that is this text and nothing more, wherever VS Code draws labels. */
export function label(page: Page, text: string): Locator {
  return page.locator('.label-name').filter({ hasText: exactly(text) });
}

/** Matches a text as a whole. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`, 'u');
}
