import { type KeyboardEvent, useEffect, useRef } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { Select } from '../../../ui/field.tsx'
import { useNow } from '../../../ui/time.tsx'
import { useMedia } from '../../../ui/use-narrow.ts'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import { openRows, type RunRow, tookText } from './row.ts'
import { rowWords as words } from './words.ts'

const rowHeight = 28

type Props = { label: string; rows: RunRow[]; chosen: string | null; isLive: boolean; onChoose(row: RunRow): void }

/** The steps of a run beside their log, with the items of the chosen one; above it where there is no room. */
export function StepList(props: Props) {
  const isNarrow = useMedia('(max-width: 640px)')
  return isNarrow ? <StepSelect {...props} /> : <StepRows {...props} />
}

function StepSelect({ label, rows, chosen, onChoose }: Props) {
  const options = Object.fromEntries(
    rows.map(({ key, parent, name, look }) => [key, `${parent === null ? '' : '– '}${name} (${look.word})`]),
  )
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-rule px-4 py-1.5">
      <Select
        aria-label={label}
        value={chosen ?? rows[0]?.key ?? ''}
        options={options}
        onChange={(key) => {
          const row = rows.find((each) => each.key === key)
          if (row) onChoose(row)
        }}
      />
    </div>
  )
}

function StepRows({ label, rows, chosen, isLive, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const row = rows.find(({ key }) => key === chosen)
  const shown = openRows(rows, row?.parent ?? row?.key ?? null)
  const at = shown.findIndex(({ key }) => key === chosen)
  const { first, last, height, top } = useRowWindow(scroller, shown.length, rowHeight, 0)
  const now = useNow(isLive ? 1_000 : 3_600_000)

  useEffect(() => {
    const element = scroller.current
    if (!element || at < 0) return
    const [from, to] = [element.scrollTop, element.scrollTop + element.clientHeight - rowHeight]
    if (at * rowHeight < from || at * rowHeight > to) element.scrollTop = Math.max(0, at * rowHeight - element.clientHeight / 2)
  }, [at])

  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    const target = next === undefined ? undefined : shown[Math.max(0, Math.min(shown.length - 1, next))]
    if (!target || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onChoose(target)
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={at >= first && at <= last ? idOf(chosen ?? '') : undefined}
      onKeyDown={onKeyDown}
      className="w-52 shrink-0 overflow-auto border-r border-rule outline-offset-[-2px]"
    >
      <div role="presentation" className="relative" style={{ height }}>
        {shown.slice(first, last + 1).map((each, index) => (
          <StepOption
            key={each.key}
            row={each}
            top={top(first + index)}
            isChosen={each.key === chosen}
            place={[first + index + 1, shown.length]}
            now={now}
            onChoose={() => onChoose(each)}
          />
        ))}
      </div>
    </div>
  )
}

const idOf = (key: string): string => `step-${encodeURIComponent(key)}`

type OptionProps = {
  row: RunRow
  top: number
  isChosen: boolean
  place: [at: number, of: number]
  now: number
  onChoose(): void
}

function StepOption({ row, top, isChosen, place: [at, of], now, onChoose }: OptionProps) {
  const { icon: Icon, ink, word } = row.look
  const took = tookText(row, now)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keyboard
    <div
      id={idOf(row.key)}
      role="option"
      aria-selected={isChosen}
      aria-posinset={at}
      aria-setsize={of}
      // The list has the focus, and says which option is the current one.
      tabIndex={-1}
      title={words.row(row.name, word, took)}
      onClick={onChoose}
      style={{ top, height: rowHeight }}
      className={cx(
        'absolute inset-x-0 flex cursor-default items-center gap-2 pr-3 text-sm',
        row.parent === null ? 'pl-4' : 'pl-8',
        isChosen ? 'bg-selected font-medium' : 'hover:bg-hover',
      )}
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className={cx('size-3.5 shrink-0', ink)} />
      <span dir="auto" className="min-w-0 flex-1 truncate text-left">
        {row.name}
        <span className="sr-only"> {word}</span>
      </span>
      <span className="shrink-0 text-xs text-ink-2 tabular-nums">{took}</span>
    </div>
  )
}
