import type { ReactNode } from 'react'
import type { Overview } from '../../shared/model/overview.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { Select } from '../ui/field.tsx'
import { duration } from '../ui/time.tsx'
import { type Period, periods } from './use-overview.ts'
import { words } from './words.ts'

type Props = { overview: Overview | undefined; days: Period; onDays(days: Period): void }

/** How often it succeeds and how long it takes, in the chosen days. */
export function Figures({ overview, days, onDays }: Props) {
  return (
    <section aria-label={words.figures} className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
      <span className="flex items-center gap-2">
        <Select
          aria-label={words.period}
          value={String(days)}
          options={Object.fromEntries(periods.map((each) => [String(each), words.days(each)]))}
          onChange={(next) => onDays(next === '90' ? 90 : 30)}
        />
        {overview?.isPart && (
          <span title={words.partHelp(overview.runs.length, days)} className="text-sm text-warn">
            {words.part(overview.runs.length)}
          </span>
        )}
      </span>
      {overview && <Values overview={overview} />}
    </section>
  )
}

function Values({ overview: { succeeded, failed, p50Ms, p95Ms, waitP95Ms, peakMemory } }: { overview: Overview }) {
  const decided = succeeded + failed
  return (
    <>
      {decided > 0 && (
        <Figure title={words.succeededHelp(succeeded, failed)} value={percentText(succeeded, decided)}>
          {words.succeeded}
        </Figure>
      )}
      {p50Ms !== null && (
        <Figure title={words.p50Help} value={duration(p50Ms)} isAfter>
          {words.p50}
        </Figure>
      )}
      {p95Ms !== null && (
        <Figure title={words.p95Help} value={duration(p95Ms)} isAfter>
          {words.p95}
        </Figure>
      )}
      {peakMemory !== null && (
        <Figure title={words.peakHelp} value={bytesText(peakMemory)} isAfter>
          {words.peak}
        </Figure>
      )}
      {waitP95Ms !== null && (
        <Figure title={words.waitHelp} value={duration(waitP95Ms)} isAfter>
          {words.wait}
        </Figure>
      )}
    </>
  )
}

type FigureProps = { title: string; value: string; isAfter?: boolean; children: ReactNode }

const Figure = ({ title, value, isAfter = false, children }: FigureProps) => (
  <span title={title} className="flex items-baseline gap-1.5 whitespace-nowrap text-ink-2">
    {isAfter && <>{children} </>}
    <span className="font-semibold text-ink tabular-nums">{value}</span>
    {!isAfter && <> {children}</>}
  </span>
)

/** Never rounded up to 100 or down to 0. */
export function percentText(part: number, whole: number): string {
  const percent = (part / whole) * 100
  const rounded = part === whole || part === 0 ? percent : Math.min(99.9, Math.max(0.1, Math.round(percent * 10) / 10))
  return `${rounded.toLocaleString('en', { maximumFractionDigits: 1 })} %`
}
