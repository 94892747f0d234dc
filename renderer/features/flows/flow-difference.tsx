import { useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { diffOf } from '../../../shared/flow/diff.ts'
import { Chip } from '../../ui/chip.tsx'
import { cx } from '../../ui/class-names.ts'
import { NoDifferences, TextDiff } from '../../ui/text-diff.tsx'
import { words } from './words.ts'

type State = { source: string; definition: Definition | null }

/** What differs between two states of a flow, by node and edge or line by line. */
export function FlowDifference({ before, after }: { before: State; after: State }) {
  const [asText, setAsText] = useState(false)
  return (
    <>
      <div className="mb-3 flex gap-2">
        <Chip on={!asText} onClick={() => setAsText(false)}>
          {words.byNode}
        </Chip>
        <Chip on={asText} onClick={() => setAsText(true)}>
          {words.asText}
        </Chip>
      </div>
      {asText ? (
        <TextDiff before={before.source} after={after.source} />
      ) : (
        <Changes before={before.definition} after={after.definition} />
      )}
    </>
  )
}

function Changes({ before, after }: { before: Definition | null; after: Definition | null }) {
  if (before === null || after === null) return <p className="text-ink-2">{words.draftHasErrors}</p>
  const changes = diffOf(before, after)
  if (changes.length === 0) return <NoDifferences />
  return (
    <ul className="flex flex-col gap-2">
      {changes.map((change) => (
        <Change key={change.sign + change.what} change={change} />
      ))}
    </ul>
  )
}

const Change = ({ change: { sign, what, details } }: { change: ReturnType<typeof diffOf>[number] }) => (
  <li>
    <span className={cx('font-medium', sign === '+' ? 'text-ok' : sign === '-' ? 'text-bad' : 'text-warn')}>
      {words.change[sign](what)}
    </span>
    {details.map((detail) => (
      <code key={detail} className="block font-mono text-sm break-words text-ink-2">
        {detail}
      </code>
    ))}
  </li>
)
