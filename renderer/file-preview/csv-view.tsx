import Papa from 'papaparse'
import { useMemo } from 'react'
import { words } from './words.ts'

const rowsShown = 500
const columnsShown = 50

/** A table, from its first line on as its head. */
export default function CsvView({ text }: { text: string }) {
  const [head = [], ...rows] = useMemo(
    () => Papa.parse<string[]>(text, { preview: rowsShown + 1, skipEmptyLines: true }).data,
    [text],
  )
  return (
    <section
      aria-label={words.content}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
    >
      <table className="border-collapse text-sm tabular-nums">
        <thead className="sticky top-0 bg-surface">
          <tr>
            {head.slice(0, columnsShown).map((cell, index) => (
              <th key={index} className="border-b border-rule px-2.5 py-1 text-left font-medium whitespace-nowrap">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-b border-rule">
              {row.slice(0, columnsShown).map((cell, at) => (
                <td key={at} className="max-w-80 truncate px-2.5 py-1 whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === rowsShown && <p className="p-3 text-sm text-ink-3">{words.firstRows(rowsShown)}</p>}
    </section>
  )
}
