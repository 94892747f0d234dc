import { Minus, Plus, RotateCcw } from 'lucide-react'
import { type PointerEvent, useState } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { duration, exactInstant, instantInSeconds } from '../../../ui/time.tsx'
import { ticksIn, tickText } from './axis.ts'
import { grid } from './grid.tsx'
import { percentIn, placeOn, type Scale } from './scale.ts'
import type { Zoom } from './use-zoom.ts'
import { words } from './words.ts'

/** The times after the start, over which a person drags to zoom in, and the buttons that zoom. */
export function Axis({ scale, zoom }: { scale: Scale; zoom: Zoom }) {
  return (
    <div role="rowgroup" className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
      <div role="row" aria-rowindex={1} className={cx(grid, 'h-9 border-b border-rule-2 text-xs text-ink-2')}>
        <span role="columnheader" title={exactInstant(scale.from)} className="truncate">
          <span className="sr-only">{words.name}</span>
          <span aria-hidden="true">{words.from(instantInSeconds(scale.from))}</span>
        </span>
        <span role="columnheader" className="relative block h-full overflow-hidden">
          <span className="sr-only">{words.time}</span>
          <Ticks scale={scale} zoom={zoom} />
        </span>
        <span role="columnheader" className="flex items-center justify-end">
          <span className="sr-only">{words.took}</span>
          <IconButton
            label={words.zoomOut}
            disabled={zoom.isWhole}
            onClick={() => zoom.by(0.5)}
            className="size-6! disabled:opacity-40"
          >
            <Minus aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={words.zoomIn} onClick={() => zoom.by(2)} className="size-6!">
            <Plus aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={words.reset} disabled={zoom.isWhole} onClick={zoom.reset} className="size-6! disabled:opacity-40">
            <RotateCcw aria-hidden="true" className="size-3.5" />
          </IconButton>
        </span>
      </div>
    </div>
  )
}

function Ticks({ scale, zoom }: { scale: Scale; zoom: Zoom }) {
  const [span, setSpan] = useState<[from: number, to: number] | null>(null)
  const share = ({ currentTarget, clientX }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (clientX - left) / width))
  }
  const at = (moment: number): number => percentIn(zoom.view, placeOn(scale, moment))
  return (
    <span
      aria-hidden="true"
      title={words.zoomHint}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setSpan([share(event), share(event)])
      }}
      onPointerMove={(event) => span && setSpan([span[0], share(event)])}
      onPointerUp={() => {
        if (span) zoom.toShare(Math.min(...span), Math.max(...span))
        setSpan(null)
      }}
      onPointerCancel={() => setSpan(null)}
      className="absolute inset-0 cursor-ew-resize touch-none"
    >
      {ticksIn(scale, zoom.view).map((ms) => (
        <span
          key={ms}
          style={{ left: `${at(scale.from + ms)}%` }}
          className={cx(
            'absolute top-1/2 -translate-y-1/2 whitespace-nowrap tabular-nums',
            at(scale.from + ms) > 95 ? '-translate-x-full' : ms > 0 && '-translate-x-1/2',
          )}
        >
          {tickText(Math.round(ms))}
        </span>
      ))}
      {scale.stretches
        .filter(({ isFolded }) => isFolded)
        .map(({ from, to }) => (
          <span
            key={from}
            title={words.idle(duration(to - from))}
            style={{ left: `${(at(from) + at(to)) / 2}%` }}
            className="absolute bottom-0 -translate-x-1/2 text-ink-3"
          >
            ⋯
          </span>
        ))}
      {span && (
        <i
          style={{ left: `${Math.min(...span) * 100}%`, width: `${Math.abs(span[1] - span[0]) * 100}%` }}
          className="absolute inset-y-0 border-x border-accent bg-selected opacity-60"
        />
      )}
    </span>
  )
}
