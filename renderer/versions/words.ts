import type { ReactNode } from 'react'
import { countText } from '../ui/count-text.ts'
import { sentence } from '../ui/sentence.ts'

/** Texts of the Versions tab of jobs, flows and pipelines. */
export const words = {
  title: 'Versions',
  version: (version: number) => `Version ${version}`,
  current: 'current',
  showOlder: 'Show older versions',
  unreadableList: (why: string) => `Could not read the versions: ${why}`,
  unreadable: (version: number, why: string) => `Could not read version ${version}: ${why}`,
  saved: (time: ReactNode) => sentence`saved ${time}`,
  published: (time: ReactNode) => sentence`published ${time}`,
  first: 'First version',
  noNote: 'No note',
  restore: 'Restore as new version',
  restoreDraft: 'Restore as draft',
  contents: (version: number) => `Contents of version ${version}`,
  draft: 'Your draft',
  /** Within a sentence; `draft` is the draft. */
  named: (version: string) => (version === 'draft' ? 'your draft' : `version ${version}`),
  changes: (before: string, after: string) => `Changes from ${before} to ${after}`,
  compareWith: 'Compare with',
  run: 'Run this version',
  last: 'last',
  runNumber: (number: number) => `Run ${number}`,
  runs: (count: number) => countText(count, ['run', 'runs']),
  notRun: (name: string) => `Could not run "${name}"`,
  restoredNote: (version: number) => `Restored version ${version}`,
  restored: (version: number, as: number) => `Restored version ${version} as version ${as}`,
  restoredDraft: (version: number) => `Restored version ${version} as your draft`,
  notRestored: (version: number) => `Could not restore version ${version}`,
}
