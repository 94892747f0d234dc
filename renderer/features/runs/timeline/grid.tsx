import { cx } from '../../../ui/class-names.ts'
import { duration } from '../../../ui/time.tsx'
import { ticksIn } from './axis.ts'
import { percentIn, placeOn, type Scale, type View } from './scale.ts'
import { words } from './words.ts'

export const grid =
  'grid grid-cols-[220px_minmax(0,1fr)_88px] items-center gap-3 max-[960px]:grid-cols-[150px_minmax(0,1fr)_72px]'

type Props = { scale: Scale; view: View; now: number | null }

/** The ticks, what is folded, and a line for now, behind all rows. */
export function GridLines({ scale, view, now }: Props) {
  const at = (moment: number): string => `${percentIn(view, placeOn(scale, moment))}%`
  return (
    <div aria-hidden="true" className={cx(grid, 'pointer-events-none absolute inset-0 items-stretch!')}>
      <span />
      <span className="relative overflow-hidden">
        {ticksIn(scale, view).map((ms) => (
          <i key={ms} style={{ left: at(scale.from + ms) }} className="absolute inset-y-0 w-px bg-rule" />
        ))}
        {scale.stretches
          .filter(({ isFolded }) => isFolded)
          .map(({ from, to }) => (
            <i
              key={from}
              title={words.idle(duration(to - from))}
              style={{ left: at(from), right: `calc(100% - ${at(to)})` }}
              className="absolute inset-y-0 border-x border-dashed border-rule-2 bg-sunken"
            />
          ))}
        {now !== null && <i style={{ left: `min(calc(100% - 1px), ${at(now)})` }} className="absolute inset-y-0 w-px bg-run" />}
      </span>
    </div>
  )
}
