import { Undo2 } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Header, readHeader } from '../../shared/params/header.ts'
import type { ParamType } from '../../shared/params/param.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { type Listed, listingOf } from './document.ts'
import { ParamList } from './param-list.tsx'
import { Preview } from './preview.tsx'
import { problemsOf } from './problems.ts'
import { useBuilder } from './use-builder.ts'
import { words } from './words.ts'

type Mode = keyof typeof words.modes

type Props = {
  text: string
  /** The script, whose comments may name parameters, too. */
  script: string
  error: string | undefined
  /** What the list says without any. */
  empty?: string
  onChange(text: string): void
}

/** Edits the parameters of a definition: as a list, or as YAML. Both stay in step, and a preview shows the form. */
export function ParamsField({ text, script, error, empty = words.none, onChange }: Props) {
  const [mode, setMode] = useState<Mode>('list')
  const listing = useMemo(() => listingOf(text), [text])
  const header = useMemo(() => readHeader(script), [script])
  const params = listing.params ?? []
  const problems = useMemo(() => problemsOf(listing.params ?? []), [listing])
  // What is wrong with a parameter is said at its field.
  const isElsewhere = Object.keys(problems).length === 0
  const builder = useBuilder(text, params, onChange)
  useWrongOpened(error, params, problems, builder.setOpen)
  // Text fields undo their own typing.
  const undoOnKey = (event: KeyboardEvent) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
    if (!isUndo || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    builder.undo?.()
  }
  return (
    <div role="group" aria-label={words.list} className="flex flex-col gap-2" onKeyDown={undoOnKey}>
      <div className="flex items-center gap-2">
        <Segments<Mode> label={words.modesLabel} options={words.modes} value={mode} onChange={setMode} />
        {mode === 'list' && (
          <IconButton
            label={words.undoHint}
            disabled={!builder.undo}
            onClick={builder.undo}
            className="ml-auto disabled:opacity-50"
          >
            <Undo2 aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
      </div>
      {mode === 'text' && (
        <Field label={words.textLabel} hint={words.textHint} error={error}>
          <TextArea rows={8} value={text} onChange={onChange} placeholder={words.example} />
        </Field>
      )}
      {mode === 'list' &&
        (listing.problem === null ? (
          <ParamList
            params={params}
            problems={problems}
            empty={empty}
            isRefused={error !== undefined}
            header={header}
            builder={builder}
          />
        ) : (
          <Unreadable problem={listing.problem} onEdit={() => setMode('text')} />
        ))}
      {mode === 'list' && error !== undefined && isElsewhere && <p className="text-sm text-bad">{error}</p>}
      {mode === 'preview' && <Preview params={params} header={header} />}
      <ScriptParams header={header} params={params} />
    </div>
  )
}

/** Saving was refused: the first parameter with a problem opens, so that its field can have the focus. */
function useWrongOpened(
  error: string | undefined,
  params: Listed[],
  problems: Record<string, unknown>,
  open: (at: number) => void,
): void {
  const wrong = params.findIndex(({ name }) => problems[name] !== undefined)
  const latest = useRef({ wrong, open })
  latest.current = { wrong, open }
  useLayoutEffect(() => {
    if (error !== undefined && latest.current.wrong !== -1) latest.current.open(latest.current.wrong)
  }, [error])
}

const Unreadable = ({ problem, onEdit }: { problem: string; onEdit(): void }) => (
  <div className="flex flex-col items-start gap-2">
    <p className="text-sm text-bad">{words.unreadable(problem)}</p>
    <Button small onClick={onEdit}>
      {words.openText}
    </Button>
  </div>
)

/** The parameters in the comments of the script, and the comments that could not be read. They are edited there. */
function ScriptParams({ header, params }: { header: Header; params: Listed[] }) {
  const found = Object.entries(header.params)
  return (
    <>
      {found.length > 0 && (
        <ul aria-label={words.fromScript} className="flex flex-col gap-1">
          {found.map(([name, { type }]) => (
            <li key={name} className="flex h-7 items-center gap-1.5 rounded-md bg-sunken px-2 text-sm">
              <span className="truncate font-mono">{name}</span>
              <span className="shrink-0 text-ink-3">{words.types[type as ParamType]}</span>
              <span className="ml-auto shrink-0 text-ink-3">{lineText(name, header, params)}</span>
            </li>
          ))}
        </ul>
      )}
      {header.problems.map(({ line, message }) => (
        <p key={line} className="text-sm text-warn">
          {words.headerProblem(line, message)}
        </p>
      ))}
    </>
  )
}

function lineText(name: string, { lines }: Header, params: Listed[]): string {
  const line = lines[name] ?? 0
  return params.some((param) => param.name === name) ? words.replacedLine(line) : words.fromLine(line)
}
