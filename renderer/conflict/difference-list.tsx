import { Name } from '../ui/name.tsx'
import { NoDifferences, TextDiff } from '../ui/text-diff.tsx'
import type { Difference } from './differences.ts'
import { fieldName } from './field-text.ts'
import { words } from './words.ts'

/** Fields that differ: short values side by side, long ones line by line. */
export function Differences({ differences, theirs, mine }: { differences: Difference[]; theirs: string; mine: string }) {
  if (differences.length === 0) return <NoDifferences />
  return (
    <ul className="flex flex-col gap-3">
      {differences.map((one) => (
        <li key={one.field}>
          <h4 className="mb-1 text-sm font-medium">{fieldName(one.field)}</h4>
          {isLong(one) ? (
            <>
              <p className="mb-1 flex gap-2 text-xs">
                <span className="rounded-sm bg-bad-bg px-1 text-bad">− {theirs}</span>
                <span className="rounded-sm bg-ok-bg px-1 text-ok">+ {mine}</span>
              </p>
              <TextDiff before={one.theirs} after={one.mine} />
            </>
          ) : (
            <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
              <Value name={theirs} value={one.theirs} look="bg-bad-bg text-bad" />
              <Value name={mine} value={one.mine} look="bg-ok-bg text-ok" />
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}

const isLong = ({ theirs, mine }: Difference): boolean => /\n/.test(theirs + mine) || theirs.length + mine.length > 200

const Value = ({ name, value, look }: { name: string; value: string; look: string }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="flex min-w-0">
      {value === '' ? (
        <span className="text-ink-3">{words.notSet}</span>
      ) : (
        <Name className={`rounded-sm px-1 ${look}`}>{value}</Name>
      )}
    </dd>
  </>
)
