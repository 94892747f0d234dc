import { cx } from './class-names.ts'

/** A choice of few, of which one is always on. */
export function Segments<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: Record<T, string>
  value: T
  onChange(value: T): void
}) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border border-rule-2 bg-surface p-px">
      {(Object.entries(options) as [T, string][]).map(([key, word]) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === value}
          onClick={() => onChange(key)}
          className={cx(
            'h-6 rounded-sm px-2 text-sm font-medium text-ink-2 hover:text-ink',
            'aria-pressed:bg-selected aria-pressed:text-ink forced-colors:aria-pressed:outline-2',
          )}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
