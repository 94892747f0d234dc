import { Button } from '../ui/button.tsx'

/** Says early that saving will meet another version. */
export const NewerVersion = ({ onCompare }: { onCompare(): void }) => (
  <span role="status" className="flex shrink-0 items-center gap-2 text-sm text-ink-2">
    A newer version was saved elsewhere
    <Button small onClick={onCompare}>
      Compare
    </Button>
  </span>
)
