import type { OverviewRun } from '../../shared/model/overview.ts'
import { statusWord } from '../run-status.tsx'
import { duration, instant } from '../ui/time.tsx'
import { words } from './words.ts'

/** A longer table is no help to anyone: the tab Runs has all of them. */
const rowsMost = 50

/** The dots for a screen reader, newest first. */
export function RunTable({ runs }: { runs: OverviewRun[] }) {
  const newest = runs.slice(-rowsMost).reverse()
  return (
    <div className="sr-only">
      <table>
        <caption>{words.tableOf(newest.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.status}</th>
            <th scope="col">{words.started}</th>
            <th scope="col">{words.took}</th>
            <th scope="col">{words.version}</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((run) => (
            <tr key={run.number}>
              <th scope="row">{run.number}</th>
              <td>{statusWord(run)}</td>
              <td>{instant(run.at)}</td>
              <td>{run.ms === null ? '' : duration(run.ms)}</td>
              <td>{run.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
