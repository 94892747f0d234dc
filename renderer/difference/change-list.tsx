import { type FieldChange, shortValue } from '../../shared/flow/difference/field-changes.ts'
import { casesLine } from '../flow-graph/condition-line.ts'
import { type BoxChange, ChangeIcon, changeText } from '../graph/change-mark.tsx'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { TextDiff } from '../ui/text-diff.tsx'
import { words } from './words.ts'

/** A change in the list beside the drawing. `target`: the box that it leads to. */
export type ChangeItem = {
  key: string
  target: string | null
  name: string
  change: BoxChange
  fields: readonly FieldChange[]
}

type Props = { items: readonly ChangeItem[]; chosen: string | null; onChoose(target: string): void }

/** What differs, part by part, with the fields of each. A click leads to the box. */
export const ChangeList = ({ items, chosen, onChoose }: Props) => (
  <ul aria-label={words.changes} className="flex flex-col">
    {items.map((item) => (
      <li key={item.key} className="border-b border-rule py-1 last:border-b-0">
        {item.target === null ? (
          <Head item={item} className="px-2 py-1" />
        ) : (
          <button
            type="button"
            aria-pressed={item.target === chosen}
            onClick={() => item.target !== null && onChoose(item.target)}
            className={cx('w-full rounded-md px-2 py-1 text-left', item.target === chosen ? 'bg-selected' : 'hover:bg-hover')}
          >
            <Head item={item} />
          </button>
        )}
        {item.fields.map((field) => (
          <Field key={field.path} field={field} />
        ))}
      </li>
    ))}
  </ul>
)

const Head = ({ item: { name, change }, className }: { item: ChangeItem; className?: string }) => (
  <span className={cx('flex min-w-0 items-center gap-2', className)}>
    <ChangeIcon state={change.state} className="size-3.5" />
    <span className="flex min-w-0 flex-1 flex-col">
      <Name className="font-medium">{name}</Name>
      <span className="truncate text-xs text-ink-2">{changeText({ ...change, fields: 0 })}</span>
    </span>
  </span>
)

const isLong = (value: unknown): value is string => typeof value === 'string' && value.includes('\n')

function Field({ field: { path, before, after } }: { field: FieldChange }) {
  const isText = isLong(before) || isLong(after)
  return (
    <div className="py-0.5 pr-2 pl-7.5 text-xs text-ink-2">
      <code className="font-mono break-words text-ink">{words.field(path)}</code>{' '}
      {isText ? (
        <TextDiff before={textOf(before)} after={textOf(after)} />
      ) : (
        <span className="break-words">
          <Value value={before} /> {words.to} <Value value={after} />
        </span>
      )}
    </div>
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : shortValue(value))

const Value = ({ value }: { value: unknown }) =>
  value === undefined ? <em>{words.nothing}</em> : <code className="font-mono">{casesLine(value) ?? shortValue(value)}</code>
