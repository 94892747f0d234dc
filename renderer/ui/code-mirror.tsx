import {
  autocompletion,
  type CompletionContext,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completeFromList,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { python } from '@codemirror/lang-python'
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { perl } from '@codemirror/legacy-modes/mode/perl'
import { powerShell } from '@codemirror/legacy-modes/mode/powershell'
import { ruby } from '@codemirror/legacy-modes/mode/ruby'
import { shell } from '@codemirror/legacy-modes/mode/shell'
import { toml } from '@codemirror/legacy-modes/mode/toml'
import { yaml } from '@codemirror/legacy-modes/mode/yaml'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { CodeEditorProps, Completions, Language } from './code-editor-props.ts'
import { changeBetween, fromOutside, type Outer, outside, useShownPlaces } from './code-mirror-outside.ts'
import { words } from './words.ts'

const languages: Record<Language, () => Extension> = {
  shell: () => StreamLanguage.define(shell),
  python: () => python(),
  javascript: () => javascript(),
  powershell: () => StreamLanguage.define(powerShell),
  ruby: () => StreamLanguage.define(ruby),
  perl: () => StreamLanguage.define(perl),
  yaml: () => StreamLanguage.define(yaml),
  toml: () => StreamLanguage.define(toml),
  plain: () => [],
}

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--run)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.variableName), tags.function(tags.variableName)], color: 'var(--ink)', fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--bad)' },
])

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    lineHeight: '19px',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none', paddingLeft: '4px' },
  '.cm-marked': {
    boxShadow: 'inset 2px 0 var(--accent)',
    backgroundColor: 'color-mix(in srgb, var(--selected) 60%, transparent)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selected)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--warn-bg)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--rule-2)',
    borderRadius: '6px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--ink)' },
  '.cm-panels': { backgroundColor: 'var(--bg)', color: 'var(--ink)' },
  '.cm-panels input, .cm-panels button': { font: 'inherit', color: 'inherit' },
})

/**
 * Types over a selection of several lines as a change of the document. The browser's own way joins the lines in the page
 * and keeps their look in style attributes, which the content security policy refuses.
 */
const typedOverLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main
    const text = event.data
    if (event.inputType !== 'insertText' || event.isComposing || text === null || view.state.readOnly) return false
    if (view.state.doc.lineAt(from).number === view.state.doc.lineAt(to).number) return false
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true })
    const handlers = view.state.facet(EditorView.inputHandler)
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert())
    return true
  },
})

/**
 * CodeMirror in a shadow root: there it adds its styles as constructed sheets, which the strict content security policy
 * lets through, instead of as style elements, which it does not.
 */
export default function CodeMirror({
  value,
  language,
  label,
  invalid,
  onChange,
  completions,
  cursor,
  readOnly = false,
  marked,
  ...outer
}: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const languagePart = useRef(new Compartment())
  const labelPart = useRef(new Compartment())
  const change = useRef(onChange)
  change.current = onChange
  const listeners = useRef<Outer>(outer)
  listeners.current = outer

  useEffect(() => {
    const element = host.current
    if (!element) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const state = EditorState.create({
      doc: value,
      extensions: [
        lineNumbers(),
        drawSelection(),
        indentUnit.of('  '),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search({ top: true }),
        syntaxHighlighting(colors),
        look,
        EditorState.readOnly.of(readOnly),
        completions ? autocompletion({ override: [sourceOf(completions)], icons: false }) : [],
        keymap.of([
          ...(completions ? completionKeymap : []),
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        languagePart.current.of(languages[language]()),
        labelPart.current.of(labelled(label, invalid, readOnly)),
        typedOverLines,
        outside(listeners),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((transaction) => transaction.annotation(fromOutside))) return
          // Rendered at once: a value that came a key later would write over that key.
          flushSync(() => change.current(update.state.doc.toString()))
        }),
      ],
    })
    const created = new EditorView({ state, parent: root as unknown as HTMLElement, root })
    view.current = created
    return () => created.destroy()
  }, [])

  useEffect(() => {
    view.current?.dispatch({
      effects: [
        languagePart.current.reconfigure(languages[language]()),
        labelPart.current.reconfigure(labelled(label, invalid, readOnly)),
      ],
    })
  }, [language, label, invalid, readOnly])

  useEffect(() => {
    const current = view.current
    if (!current || current.state.doc.toString() === value) return
    current.dispatch({
      changes: changeBetween(current.state.doc.toString(), value),
      annotations: fromOutside.of(true),
    })
  }, [value])

  useShownPlaces(view, marked, cursor)

  return (
    <div className="group relative h-full">
      <div
        ref={host}
        className={`h-full overflow-hidden rounded-md border focus-within:outline-2 focus-within:outline-accent ${invalid ? 'border-bad' : 'border-rule-2'}`}
      />
      {!readOnly && <LeaveHint />}
    </div>
  )
}

/** While the editor has the focus: Tab indents there. Screen readers have it as the description of the text. */
const LeaveHint = () => (
  <p
    aria-hidden="true"
    className="pointer-events-none absolute right-2 bottom-1 hidden rounded-sm bg-surface px-1 text-xs text-ink-3 group-focus-within:block"
  >
    {words.leavesEditor}
  </p>
)

const sourceOf = (completions: Completions): CompletionSource =>
  typeof completions !== 'function'
    ? completeFromList([...completions])
    : ({ state, pos, explicit }: CompletionContext) => {
        const found = completions(state.doc.toString(), pos)
        return found && (explicit || !found.isEmpty) ? { ...found, validFor: /^[\w$.-]*$/ } : null
      }

const labelled = (label: string, invalid: boolean, readOnly: boolean): Extension =>
  EditorView.contentAttributes.of({
    'aria-label': label,
    tabindex: '0',
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
    ...(readOnly ? {} : { 'aria-description': words.leavesEditor }),
  })
