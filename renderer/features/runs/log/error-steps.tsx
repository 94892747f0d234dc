import { ChevronDown, ChevronUp } from 'lucide-react'
import { IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { useKeyTitle } from '../../../ui/key-hint.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { hasLine, placeOf, stepFrom } from './line-set.ts'
import { type LogState, stepKinds } from './use-log.ts'
import { words } from './words.ts'

/** Shows the next or previous error (or warning, as chosen), from the one that was shown last or from what is in view. */
export const stepToError = ({ steps, current, rows, goTo }: LogState, by: 1 | -1): void => {
  const line = stepFrom(steps.lines, current ?? (rows.current?.topLine() ?? 1) - by, by)
  if (line !== null) goTo(line)
}

/** Which error of how many, and the way to the others. Nothing where there is none. */
export function ErrorSteps({ state }: { state: LogState }) {
  const { levels, current, steps } = state
  const { kind, lines, setKind } = steps
  const next = useKeyTitle(words.nextOf[kind], 'nextError')
  const previous = useKeyTitle(words.previousOf[kind], 'previousError')
  if (levels.errors.length + levels.warnings.length === 0) return null
  const place = current !== null && hasLine(lines, current) ? placeOf(lines, current) + 1 : null
  const text = words.steps[kind].of(place, lines.length)
  const go = (by: 1 | -1) => stepToError(state, by)
  return (
    <div className="flex items-center border-l border-rule pl-1">
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={words.stepKind(text)}
            className={cx(
              'h-6 rounded-md px-1.5 text-sm whitespace-nowrap tabular-nums hover:bg-hover',
              lines.length === 0 ? 'text-ink-2' : kind === 'warnings' ? 'text-warn' : 'text-bad',
            )}
          >
            {text}
          </button>
        }
      >
        {stepKinds.map((each) => (
          <MenuItem key={each} checked={kind === each} onSelect={() => setKind(each)}>
            {words.steps[each].name}
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        label={words.previousOf[kind]}
        title={previous}
        disabled={lines.length === 0}
        onClick={() => go(-1)}
        className="w-6!"
      >
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label={words.nextOf[kind]} title={next} disabled={lines.length === 0} onClick={() => go(1)} className="w-6!">
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  )
}
