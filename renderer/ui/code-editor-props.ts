export type Language = 'shell' | 'python' | 'javascript' | 'powershell' | 'ruby' | 'perl' | 'yaml' | 'toml' | 'plain'
/** Null: nothing is known there. `isEmpty`: nothing is typed yet, so it is offered only to those who ask. */
export type Completer = (
  text: string,
  offset: number,
) => { from: number; options: { label: string; apply?: string }[]; isEmpty: boolean } | null
export type Completions = readonly string[] | Completer
export type CodeEditorProps = {
  value: string
  language: Language
  label: string
  invalid: boolean
  onChange(value: string): void
  /** It is shown, and not changed. */
  readOnly?: boolean
  /** Offered as they are typed: the same words everywhere, or those that may stand at the cursor. */
  completions?: Completions
  /** Where the cursor is put; again when `times` is another. */
  cursor?: { line: number; column: number; times: number /** The focus stays where it is. */; isQuiet?: boolean } | null
  /** The lines of this part of the text are marked, and shown. */
  marked?: { from: number; to: number } | null
  /** A person moved the cursor there. */
  onCursor?(offset: number): void
  /** The undo of what the text is a part of, in place of one of its own. */
  undo?(isRedo: boolean): void
}
