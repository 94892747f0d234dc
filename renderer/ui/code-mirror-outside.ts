import { history, historyKeymap } from '@codemirror/commands'
import { Annotation, type ChangeSpec, type Extension, Prec, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view'
import { type RefObject, useEffect } from 'react'
import type { CodeEditorProps } from './code-editor-props.ts'

/** Marks a text that the form gave the editor: the form does not have to hear of it. */
export const fromOutside = Annotation.define<true>()

/** The smallest replacement that makes one text of another, so that the cursor and the scroll position stay. */
export function changeBetween(before: string, after: string): ChangeSpec {
  const least = Math.min(before.length, after.length)
  let from = 0
  while (from < least && before[from] === after[from]) from++
  let end = 0
  while (end < least - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

type Range = NonNullable<CodeEditorProps['marked']>

const setMarked = StateEffect.define<Range | null>()
const markedLine = Decoration.line({ class: 'cm-marked' })

/** The lines that belong to what is chosen elsewhere. */
const markedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    const effect = transaction.effects.find((each) => each.is(setMarked))
    if (!effect) return lines.map(transaction.changes)
    const builder = new RangeSetBuilder<Decoration>()
    const range = effect.value as Range | null
    const { doc } = transaction.state
    if (range)
      for (let at = Math.min(range.from, doc.length); at <= Math.min(range.to, doc.length); at = doc.lineAt(at).to + 1)
        builder.add(doc.lineAt(at).from, doc.lineAt(at).from, markedLine)
    return builder.finish()
  },
  provide: (field) => EditorView.decorations.from(field),
})

function mark(view: EditorView, marked: Range | null): void {
  const effects: StateEffect<unknown>[] = [setMarked.of(marked)]
  if (marked && !view.hasFocus)
    effects.push(EditorView.scrollIntoView(Math.min(marked.from, view.state.doc.length), { y: 'nearest', yMargin: 40 }))
  view.dispatch({ effects })
}

type Shown = Pick<CodeEditorProps, 'marked' | 'cursor'>

/** Marks what is chosen elsewhere, and puts the cursor where a person asked for. */
export function useShownPlaces(view: RefObject<EditorView | null>, marked: Shown['marked'], cursor: Shown['cursor']): void {
  useEffect(() => {
    if (view.current) mark(view.current, marked ?? null)
  }, [view, marked])
  useEffect(() => {
    const current = view.current
    if (!current || !cursor) return
    const line = current.state.doc.line(Math.min(cursor.line, current.state.doc.lines))
    current.dispatch({ selection: { anchor: Math.min(line.from + cursor.column - 1, line.to) }, scrollIntoView: true })
    if (!cursor.isQuiet) current.focus()
  }, [view, cursor])
}

export type Outer = Pick<CodeEditorProps, 'onCursor' | 'undo'>

/** What follows the cursor and the undo of the page around the editor; without the latter it has an undo of its own. */
export const outside = (listeners: RefObject<Outer>): Extension => [
  markedLines,
  EditorView.updateListener.of(({ selectionSet, docChanged, transactions, view }) => {
    const isOwn = !transactions.some((transaction) => transaction.annotation(fromOutside))
    if (isOwn && (selectionSet || docChanged) && view.hasFocus) listeners.current.onCursor?.(view.state.selection.main.head)
  }),
  listeners.current.undo
    ? Prec.high(EditorView.domEventHandlers({ keydown: (event) => undoes(event, (isRedo) => listeners.current.undo?.(isRedo)) }))
    : [history(), keymap.of(historyKeymap)],
]

/** Whether the key undoes or redoes; then it has done so. */
function undoes(event: KeyboardEvent, undo: (isRedo: boolean) => void): boolean {
  const key = event.key.toLowerCase()
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return false
  undo(event.shiftKey || key === 'y')
  event.preventDefault()
  return true
}
