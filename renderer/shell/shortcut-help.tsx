import { useMemo, useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd, mod } from '../ui/kbd.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'

const groups: [string, [string, string][]][] = [
  [
    'Anywhere',
    [
      [`${mod} K`, 'Run a job, go anywhere'],
      ['/', 'Search the list'],
      ['N', 'New job; on Flows and Pipelines a new one of those'],
      ['?', 'Show shortcuts'],
    ],
  ],
  [
    'In a list',
    [
      ['↓ or J', 'Next row'],
      ['↑ or K', 'Previous row'],
      ['Enter', 'Open'],
    ],
  ],
  [
    'On a job',
    [
      ['R', 'Run, or save and run'],
      ['E', 'Edit the script or command'],
      [`${mod} S`, 'Save'],
      [`${mod} Enter`, 'Test run'],
    ],
  ],
  [
    'On a run',
    [
      ['R', 'Run again'],
      ['T', 'Retry'],
      ['E', 'Edit the job'],
      ['J', 'Next run'],
      ['K', 'Previous run'],
      ['F', 'Follow the log'],
    ],
  ],
]

export function ShortcutHelp() {
  const [open, setOpen] = useState(false)
  useShortcuts(useMemo(() => ({ '?': () => setOpen(true) }), []))
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title="Keyboard shortcuts">
      {groups.map(([title, keys]) => (
        <section key={title} className="mb-3 last:mb-0">
          <h3 className="mb-1 text-xs text-ink-3">{title}</h3>
          {keys.map(([key, does]) => (
            <div key={key} className="flex h-6 items-center justify-between">
              {does}
              <Kbd>{key}</Kbd>
            </div>
          ))}
        </section>
      ))}
    </Dialog>
  )
}
