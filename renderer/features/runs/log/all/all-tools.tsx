import { ChevronDown, ChevronUp, Download, Ellipsis } from 'lucide-react'
import { type ShownLevel, shownLevels } from '../../../../../shared/model/step-lines.ts'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { useKeyTitle } from '../../../../ui/key-hint.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../../../ui/menu.tsx'
import { StreamMenu, TimeMenu } from '../log-tools.tsx'
import { LookItems, ToolBar } from '../tool-bar.tsx'
import { words as logWords } from '../words.ts'
import type { AllState } from './use-all-steps.ts'
import type { StepErrors } from './use-step-errors.ts'
import { words } from './words.ts'

type Props = { state: AllState; onDownload(): void }

/** Finds text, and chooses which lines are shown and how. */
export function AllTools({ state, onDownload }: Props) {
  const { step } = state.errors
  return (
    <ToolBar state={state} stepError={step} errors={<ErrorStepper {...state.errors} />}>
      <LevelMenu level={state.level} onChange={state.setLevel} />
      <StreamMenu state={state} allName={words.allStreams} />
      <TimeMenu />
      <MoreMenu state={state} onDownload={onDownload} />
    </ToolBar>
  )
}

/** Which error of how many, and the way to the others. Nothing where there is none. */
function ErrorStepper({ place, count, isMore, step }: StepErrors) {
  const [next, previous] = [useKeyTitle(words.nextError, 'nextError'), useKeyTitle(words.previousError, 'previousError')]
  if (count === 0) return null
  return (
    <div className="flex items-center border-l border-rule pl-2">
      <span className="pr-1 text-sm whitespace-nowrap text-bad tabular-nums">{words.errors(place, count, isMore)}</span>
      <IconButton label={words.previousError} title={previous} onClick={() => step(-1)} className="w-6!">
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label={words.nextError} title={next} onClick={() => step(1)} className="w-6!">
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  )
}

const LevelMenu = ({ level, onChange }: { level: ShownLevel; onChange(level: ShownLevel): void }) => (
  <Menu
    trigger={
      <Button small look={level === 'all' ? 'quiet' : 'plain'} aria-label={words.levelNow(words.levels[level])}>
        {words.levels[level]}
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </Button>
    }
  >
    {shownLevels.map((each) => (
      <MenuItem key={each} checked={level === each} onSelect={() => onChange(each)}>
        {words.levels[each]}
      </MenuItem>
    ))}
  </Menu>
)

function MoreMenu({ state: { look, setLook }, onDownload }: Props) {
  return (
    <Menu
      trigger={
        <IconButton label={logWords.menu}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      <LookItems look={look} setLook={setLook} />
      <MenuSeparator />
      <MenuItem onSelect={onDownload}>
        <Download aria-hidden="true" className="size-3 shrink-0 text-ink-2" />
        {words.download}
      </MenuItem>
    </Menu>
  )
}
