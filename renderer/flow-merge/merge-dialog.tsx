import { useState } from 'react'
import { stringify } from 'yaml'
import { defaultSide, type MergePart, merged, type Side, sidesOfNode } from '../../shared/flow/edit/merge.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextDiff } from '../ui/text-diff.tsx'
import type { OpenMerge } from './merge-state.ts'
import { words } from './words.ts'

type Sides = Readonly<Record<string, Side>>

/** Two versions of a flow, part by part; what both changed is chosen. */
export function MergeDialog({ open: { name, merge, choose } }: { open: OpenMerge }) {
  const [sides, setSides] = useState<Sides>({})
  const [isStuck, setStuck] = useState(false)
  const { parts, isWhole } = merge
  const of = (state: MergePart['state']) => parts.filter((part) => part.state === state)
  const save = () => {
    const text = merged(merge, sides)
    if (text === null) setStuck(true)
    else choose(text)
  }
  const group = {
    sides,
    onSide: (part: MergePart, side: Side) => setSides((old) => ({ ...old, ...sidesOfNode(parts, part, side) })),
  }
  return (
    <Dialog open wide onClose={() => choose(null)} title={words.title(name)}>
      <p className="mb-3 text-ink-2">{isWhole ? words.whole : words.explanation}</p>
      <div className="flex max-h-[52vh] flex-col gap-4 overflow-auto">
        {parts.length === 0 && <p className="text-ink-2">{words.noDifference}</p>}
        <Group title={words.conflicts} parts={of('conflict')} {...group} />
        <Group title={words.theirs} parts={of('theirs')} {...group} />
        <Group title={words.mine} parts={of('mine')} {...group} />
      </div>
      {isStuck && (
        <p role="alert" className="mt-3 text-bad">
          {words.notMerged}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => choose(null)}>{words.keepEditing}</Button>
        <Button look="primary" onClick={save}>
          {words.save}
        </Button>
      </div>
    </Dialog>
  )
}

type GroupProps = { title: string; parts: MergePart[]; sides: Sides; onSide(part: MergePart, side: Side): void }

function Group({ title, parts, sides, onSide }: GroupProps) {
  if (parts.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="mb-2 border-b border-rule pb-1 font-medium text-ink-2">{title}</h3>
      <ul className="flex flex-col gap-3">
        {parts.map((part) => (
          <Part key={part.id} part={part} side={sides[part.id] ?? defaultSide(part)} onSide={(side) => onSide(part, side)} />
        ))}
      </ul>
    </section>
  )
}

const nameOf = ({ what, key, field }: MergePart): string => words.part[what](key, field)
/** As a person writes it. */
const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : stringify(value, { lineWidth: 0 }).trimEnd()

function Part({ part, side, onSide }: { part: MergePart; side: Side; onSide(side: Side): void }) {
  const name = nameOf(part)
  return (
    <li>
      <div className="mb-1 flex items-center gap-3">
        <h4 dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">
          {name}
        </h4>
        <fieldset aria-label={words.choose(name)} className="flex shrink-0 gap-3 text-sm">
          {(['mine', 'theirs'] as const).map((each) => (
            <label key={each} className="flex min-h-6 items-center gap-1.5">
              <input type="radio" name={part.id} checked={side === each} onChange={() => onSide(each)} />
              {words.side[each]}
            </label>
          ))}
        </fieldset>
      </div>
      <Contents part={part} />
    </li>
  )
}

/** What one version changed, or where they differ if both did; long texts line by line. */
function Contents({ part }: { part: MergePart }) {
  const { base, mine, theirs, state } = part
  const [before, after] = state === 'conflict' ? [theirs, mine] : [base, part[state]]
  const [old, young] = [textOf(before), textOf(after)]
  return (
    <>
      {state === 'conflict' ? (
        <>
          <Came base={base} side="theirs" value={theirs} />
          <Came base={base} side="mine" value={mine} />
        </>
      ) : (
        <Came base={base} side={state} value={after} />
      )}
      {/\n/.test(old + young) || old.length + young.length > 200 ? (
        <TextDiff before={old} after={young} />
      ) : (
        <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
          <Value name={words.was} value={base} />
          <Value name={words.side.theirs} value={theirs} />
          <Value name={words.side.mine} value={mine} />
        </dl>
      )}
    </>
  )
}

/** Says that a version added or deleted the part: choosing that version does so, too. */
function Came({ base, side, value }: { base: unknown; side: Side; value: unknown }) {
  if ((base === undefined) === (value === undefined)) return null
  return <p className="mb-1 text-sm text-ink-2">{value === undefined ? words.deleted(side) : words.added(side)}</p>
}

const Value = ({ name, value }: { name: string; value: unknown }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd dir="auto" className="truncate font-mono text-xs leading-5">
      {value === undefined ? <span className="font-sans text-ink-3">{words.nothing}</span> : textOf(value)}
    </dd>
  </>
)
