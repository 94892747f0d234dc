import { Button } from '../ui/button.tsx'
import { words } from './words.ts'

/** Says early that saving will meet another version. */
export const NewerVersion = ({ onCompare }: { onCompare(): void }) => (
  <span role="status" className="flex shrink-0 items-center gap-2 text-sm text-ink-2">
    <span className="max-[1100px]:sr-only">{words.newerVersion}</span>
    <Button small onClick={onCompare} title={words.newerVersion}>
      {words.compare}
    </Button>
  </span>
)
