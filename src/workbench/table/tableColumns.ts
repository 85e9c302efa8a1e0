import * as vscode from 'vscode';
import { choiceKeys } from '../../assets/assetTypeDefinition';
import { withVisibleChoices } from '../../assets/choiceKinds';
import { columnCalled, type TableColumn } from '../../tables/tableColumn';
import { builtInName } from './tableWords';
import type { ShownColumn, TableColumns } from './tableMessages';
import { foldWord } from '../../assets/fold';
import { listOf, number, objectOf, recordOf, text } from '../../disk/form';

const isKept = objectOf({ shown: listOf(text), widths: recordOf(number), frozen: number });

const isSetting = recordOf(listOf(text));

/** Columns that are hidden until somebody asks for them. */
const hiddenAtFirst: ReadonlySet<string> = new Set(['created_at', 'created_by', 'updated_by', 'id']);

/** Remembers how people arrange the columns of a type's table, and knows how they are arranged before. */
export class KeptColumns {
  constructor(
    private readonly state: vscode.Memento,
    private readonly key: string,
  ) {}

  /** As they were left, without those that are gone. @param typeName whose columns the setting may name */
  arrangement(columns: readonly TableColumn[], typeName: string | undefined): TableColumns {
    const kept = this.state.get(this.key);
    if (!isKept(kept)) return atFirst(columns, typeName);
    const shown = [...new Set(kept.shown.flatMap((key) => columnCalled(columns, key)?.key ?? []))];
    return shown.length === 0 ? atFirst(columns, typeName) : { ...kept, shown };
  }

  async forget(): Promise<void> {
    await this.state.update(this.key, undefined);
  }

  async keep(columns: TableColumns): Promise<void> {
    await this.state.update(this.key, columns);
  }
}

function atFirst(columns: readonly TableColumn[], typeName: string | undefined): TableColumns {
  const named = typeName === undefined ? [] : fromSetting(columns, typeName);
  const usual = columns.map(({ key }) => key).filter((key) => !hiddenAtFirst.has(key));
  return { shown: named.length > 0 ? named : usual, widths: {}, frozen: 1 };
}

function fromSetting(columns: readonly TableColumn[], typeName: string): readonly string[] {
  const setting: unknown = vscode.workspace.getConfiguration('happyfoxAssets').get('table.columns', {});
  const names = isSetting(setting) ? (setting[typeName] ?? []) : [];
  return names.flatMap((name) => {
    const word = foldWord(name);
    return columns.find((column) => column.key === name || foldWord(column.name) === word)?.key ?? [];
  });
}

/** A column as the page shows it. */
export function shownColumn({ key, builtIn, name, editor, fields }: TableColumn): ShownColumn {
  const choices = new Set([...fields.values()].flatMap((field) => [...choiceKeys(withVisibleChoices(field)).values()]));
  return {
    key,
    editor,
    name: builtIn === undefined ? name : builtInName(builtIn),
    ...((editor === 'choice' || editor === 'choices') && { choices: [...choices] }),
  };
}
