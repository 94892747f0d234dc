import { ChevronDown, ChevronUp, Download, Ellipsis } from 'lucide-react'
import { type ShownLevel, shownLevels } from '../../../../../shared/model/step-lines.ts'
import { usePreferences } from '../../../../preferences.ts'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { KeyHint, useKeyTitle } from '../../../../ui/key-hint.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { Menu, MenuItem, MenuSeparator } from '../../../../ui/menu.tsx'
import { FindField } from '../find-field.tsx'
import { nextTimes, StreamMenu, TimeMenu, toggleWrap } from '../log-tools.tsx'
import { words as logWords } from '../words.ts'
import type { AllState } from './use-all-steps.ts'
import { words } from './words.ts'

type Props = { state: AllState; onDownload(): void }

/** Finds text, and chooses which lines are shown and how. */
export function AllTools({ state, onDownload }: Props) {
  const { problem } = state.find
  const why = problem === null || problem.isPattern ? null : problem.why
  const { stepError } = state
  useKeys({ wrapLines: toggleWrap, logTimes: nextTimes, nextError: () => stepError(1), previousError: () => stepError(-1) })
  const [next, previous] = [useKeyTitle(words.nextError, 'nextError'), useKeyTitle(words.previousError, 'previousError')]
  return (
    <div role="group" aria-label={logWords.tools} className="@container shrink-0 border-b border-rule bg-surface">
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-0.5 max-[480px]:px-2">
        <FindField state={state} stepError={stepError} />
        <div className="flex items-center border-l border-rule pl-1">
          <IconButton label={words.previousError} title={previous} onClick={() => stepError(-1)} className="w-6!">
            <ChevronUp aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={words.nextError} title={next} onClick={() => stepError(1)} className="w-6!">
            <ChevronDown aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
        <span className="flex-1" />
        <LevelMenu level={state.level} onChange={state.setLevel} />
        <StreamMenu state={state} allName={words.allStreams} />
        <TimeMenu />
        <MoreMenu state={state} onDownload={onDownload} />
      </div>
      {why !== null && <p className="border-t border-rule bg-bad-bg px-4 py-1 text-sm max-[480px]:px-2">{why}</p>}
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
  const { logWrap } = usePreferences()
  return (
    <Menu
      trigger={
        <IconButton label={logWords.menu}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      <MenuItem checked={logWrap} onSelect={toggleWrap}>
        {logWords.wrap}
        <span className="ml-auto pl-6">
          <KeyHint of="wrapLines" />
        </span>
      </MenuItem>
      <MenuItem checked={look.pretty} onSelect={() => setLook({ pretty: !look.pretty })}>
        {logWords.pretty}
      </MenuItem>
      <MenuItem checked={look.controls} onSelect={() => setLook({ controls: !look.controls })}>
        {logWords.controls}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={onDownload}>
        <Download aria-hidden="true" className="size-3 shrink-0 text-ink-2" />
        {words.download}
      </MenuItem>
    </Menu>
  )
}
