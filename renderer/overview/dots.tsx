import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Overview, OverviewRun } from '../../shared/model/overview.ts'
import { statusWord } from '../run-status.tsx'
import { dateFormat, duration, instant } from '../ui/time.tsx'
import { useViewSize } from '../ui/use-view-size.ts'
import { type Dot, dotsOf, marksOf, nearest, type Scale, type Shape, type Span, scaleOf, spanOf } from './scale.ts'
import { words } from './words.ts'

const height = 132
/** For the durations at the left, and so that dots at the edges are whole. */
const left = 48
const inset = 8
const reachPx = 14
const dayMs = 86_400_000

const dayText = dateFormat({ day: 'numeric', month: 'short' })
const timeText = dateFormat({ hour: '2-digit', minute: '2-digit' })

export const textOfRun = (run: OverviewRun): string =>
  words.dot(run.number, statusWord(run), instant(run.at), run.ms === null ? null : duration(run.ms), run.version)

/** A dot for each run, by time and duration. Each opens its run: by a click, or with the arrow keys and Enter. */
export function Dots({ overview: { runs, since } }: { overview: Overview }) {
  const view = useRef<HTMLDivElement>(null)
  const width = Math.max(1, useViewSize(view).width - left - inset)
  const [hovered, setHovered] = useState<number | null>(null)
  const { dots, scale, span } = useMemo(() => {
    const scale = scaleOf(runs.flatMap(({ ms }) => ms ?? []))
    const span = spanOf(runs, since, Date.now())
    return { scale, span, dots: dotsOf(runs, span, scale.top, { width, height }) }
  }, [runs, since, width])
  const over = dots.find(({ run }) => run.number === hovered) ?? null
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setHovered(nearest(dots, event.clientX - box.left - left, event.clientY - box.top - inset, reachPx)?.run.number ?? null)
  }
  return (
    <figure aria-label={words.chart} className="min-w-0">
      <div ref={view} className="relative" onPointerMove={onMove} onPointerLeave={() => setHovered(null)}>
        <Drawing dots={dots} scale={scale} width={width} />
        {over && <DotLink dot={over} />}
        <Stops dots={dots} />
        {over && <Tip dot={over} width={width} />}
      </div>
      <Marks span={span} />
      <Legend dots={dots} />
    </figure>
  )
}

const shapes: Record<Shape, { look: string; path(x: number, y: number): string }> = {
  succeeded: { look: 'fill-ok-fill', path: (x, y) => `M${x - 2.5},${y}a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0` },
  failed: { look: 'stroke-bad stroke-2 fill-none', path: (x, y) => `M${x - 3},${y - 3}l6,6m0,-6l-6,6` },
  other: { look: 'stroke-mark stroke-2 fill-none', path: (x, y) => `M${x - 3},${y}h6` },
  active: { look: 'stroke-run stroke-[1.5] fill-none', path: (x, y) => `M${x - 3},${y}a3,3 0 1,0 6,0a3,3 0 1,0 -6,0` },
}

/** One path for each outcome, however many runs there are. */
function Drawing({ dots, scale: { top, lines }, width }: { dots: Dot[]; scale: Scale; width: number }) {
  const at = ({ x, y }: Dot): [number, number] => [Math.round(x + left), Math.round(y + inset)]
  return (
    <svg
      aria-hidden="true"
      width={width + left + inset}
      height={height + 2 * inset}
      className="block max-w-full forced-color-adjust-none"
    >
      {[0, ...lines].map((ms) => {
        const y = Math.round(height - (ms / top) * height + inset) + 0.5
        return (
          <g key={ms}>
            <line x1={left} x2={width + left + inset} y1={y} y2={y} className="stroke-rule" />
            <text x={left - 8} y={y + 4} textAnchor="end" className="fill-ink-3 text-xs tabular-nums">
              {ms === 0 ? '0' : duration(ms)}
            </text>
          </g>
        )
      })}
      {(Object.keys(shapes) as Shape[]).map((shape) => (
        <path
          key={shape}
          className={shapes[shape].look}
          d={dots.flatMap((dot) => (dot.shape === shape ? shapes[shape].path(...at(dot)) : [])).join('')}
        />
      ))}
      {dots
        .filter(({ isNewVersion }) => isNewVersion)
        .map((dot) => (
          <circle key={dot.run.number} cx={at(dot)[0]} cy={at(dot)[1]} r={6} className="fill-none stroke-ink-2 stroke-[1.5]" />
        ))}
    </svg>
  )
}

const placeOf = ({ x, y }: Dot) => ({ left: Math.round(x + left) - 12, top: Math.round(y + inset) - 12 })

/** A real link, so that the run can be opened in a tab of its own. */
const DotLink = ({ dot }: { dot: Dot }) => (
  <Link
    href={`/runs/${dot.run.number}`}
    tabIndex={-1}
    aria-hidden="true"
    style={placeOf(dot)}
    className="absolute size-6 rounded-full border border-ink-3"
  />
)

/** The keyboard's way through the runs: one stop of the Tab key. */
function Stops({ dots }: { dots: Dot[] }) {
  const [, go] = useLocation()
  const [chosen, choose] = useState<number | null>(null)
  const found = dots.findIndex(({ run }) => run.number === chosen)
  const index = found === -1 ? dots.length - 1 : found
  const dot = dots[index]
  if (!dot) return null
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return go(`/runs/${dot.run.number}`)
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: dots.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    choose((dots[to] ?? dot).run.number)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={words.chart}
      aria-describedby="run-dots-keys"
      aria-valuemin={1}
      aria-valuemax={dots.length}
      aria-valuenow={index + 1}
      aria-valuetext={textOfRun(dot.run)}
      onKeyDown={onKey}
      style={placeOf(dot)}
      className="group pointer-events-none absolute size-6 rounded-full"
    >
      <span id="run-dots-keys" className="sr-only">
        {words.chartKeys}
      </span>
      <span className="absolute bottom-6 left-3 hidden -translate-x-1/2 rounded-md border border-rule bg-surface px-2 py-1 text-sm whitespace-nowrap shadow-float group-focus-visible:block">
        {textOfRun(dot.run)}
      </span>
    </div>
  )
}

function Tip({ dot, width }: { dot: Dot; width: number }) {
  const isRight = dot.x > width / 2
  const x = Math.round(dot.x + left)
  return (
    <p
      style={{ top: 0, ...(isRight ? { right: `calc(100% - ${x - 16}px)` } : { left: x + 16 }) }}
      className="pointer-events-none absolute rounded-md border border-rule bg-surface px-2 py-1 text-sm whitespace-nowrap text-ink-2 shadow-float"
    >
      {textOfRun(dot.run)}
    </p>
  )
}

function Marks({ span }: { span: Span }) {
  const format = span.to - span.from < 2 * dayMs ? timeText : dayText
  return (
    <div aria-hidden="true" style={{ marginLeft: left }} className="flex text-xs text-ink-3 tabular-nums">
      {marksOf(span, 4).map((at) => (
        <span key={at} className="flex-1">
          {format.format(at)}
        </span>
      ))}
      <span>{words.now}</span>
    </div>
  )
}

function Legend({ dots }: { dots: Dot[] }) {
  const used = (Object.keys(shapes) as Shape[]).filter((shape) => dots.some((dot) => dot.shape === shape))
  return (
    <figcaption style={{ marginLeft: left }} className="mt-1 flex flex-wrap gap-x-3 text-xs text-ink-3">
      {used.map((shape) => (
        <span key={shape} className="inline-flex items-center gap-1">
          <svg aria-hidden="true" width="10" height="10" className="forced-color-adjust-none">
            <path className={shapes[shape].look} d={shapes[shape].path(5, 5)} />
          </svg>
          {words.legend[shape]}
        </span>
      ))}
      {dots.some(({ isNewVersion }) => isNewVersion) && (
        <span className="inline-flex items-center gap-1">
          <svg aria-hidden="true" width="13" height="13" className="forced-color-adjust-none">
            <circle cx={6.5} cy={6.5} r={5.5} className="fill-none stroke-ink-2 stroke-[1.5]" />
          </svg>
          {words.legend.changed}
        </span>
      )}
    </figcaption>
  )
}
