import { type ReactNode, useMemo, useState } from 'react'
import { Segments } from './segments.tsx'
import { type ValueRows, valueRows } from './value-rows.ts'
import { words } from './words.ts'

type Shown = keyof typeof words.valueViews

/** A list of objects as JSON or as a table; any other value as JSON. `children`: its JSON. */
export function ValueView({ label, value, children }: { label: string; value: unknown; children: ReactNode }) {
  const [shown, setShown] = useState<Shown>('json')
  const table = useMemo(() => valueRows(value), [value])
  if (table === null) return children
  return (
    <div className="grid min-w-0 content-start gap-1">
      <div>
        <Segments<Shown> label={words.showValueAs(label)} options={words.valueViews} value={shown} onChange={setShown} />
      </div>
      {shown === 'json' ? children : <ValueTable label={label} table={table} />}
    </div>
  )
}

function ValueTable({ label, table: { columns, rows, count, columnCount } }: { label: string; table: ValueRows }) {
  const isCut = rows.length < count || columns.length < columnCount
  return (
    <>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border border-rule outline-offset-[-2px]"
      >
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="sticky top-0 border-b border-rule bg-surface px-2 py-1 text-left font-medium whitespace-nowrap text-ink-2"
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at} className="border-b border-rule last:border-b-0">
                {row.map((text, column) => (
                  <td key={column} dir="auto" title={text} className="max-w-60 truncate px-2 py-1 font-mono">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {isCut && <p className="text-sm text-ink-3">{words.cutTable(rows.length, count, columns.length, columnCount)}</p>}
    </>
  )
}
