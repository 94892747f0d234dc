import type { ReactNode } from 'react'
import { countText } from '../../ui/count-text.ts'
import { sentence } from '../../ui/sentence.ts'

const nouns = ['pipeline', 'pipelines'] as const
const pipelines = (count: number): string => countText(count, nouns)
const part = (count: number, total: number): string => countText(count, nouns, { total })

/** The manifest of a new pipeline: short, valid, and with something to see. */
export const starter = `# Each step writes files into $OUTPUT_DIR. A step that takes them runs once for each, as $INPUT_FILE.
# Steps that have not changed do not run again.

[[step]]
name = "fetch"
start = true
script = '''
printf 'delta\\nalpha\\n' > "$OUTPUT_DIR/a.txt"
printf 'charlie\\nbravo\\n' > "$OUTPUT_DIR/b.txt"
'''

[[step]]
name = "sort"
inputs = ["fetch"]
script = '''
sort < "$INPUT_FILE" > "$OUTPUT_DIR/sorted.txt"
'''
`

export const words = {
  title: 'Pipelines',
  nouns,
  pipeline: 'Pipeline',
  newPipeline: 'New pipeline',
  filter: 'Filter pipelines',
  filesToImport: 'Manifests to import',
  none: 'No pipelines yet',
  noneText: (command: ReactNode) =>
    sentence`A pipeline is a chain of scripts that pass files to each other. LocalFlow stores every result, and steps that have not changed do not run again. Write one here, or run a file: ${command}`,
  runCommand: 'lf pipeline run manifest.toml',
  imported: (count: number) => `Imported ${pipelines(count)}`,
  startedAll: {
    working: (count: number) => `Start ${pipelines(count)}`,
    done: (count: number) => `Started ${pipelines(count)}`,
    failed: (count: number, of: number) => `Could not start ${part(count, of)}`,
  },
  deletedAll: {
    working: (count: number) => `Delete ${pipelines(count)}`,
    done: (count: number) => `Deleted ${pipelines(count)}`,
    failed: (count: number, of: number) => `Could not delete ${part(count, of)}`,
  },
  restoredAll: {
    working: (count: number) => `Restore ${pipelines(count)}`,
    done: (count: number) => `Restored ${pipelines(count)}`,
    failed: (count: number, of: number) => `Could not restore ${part(count, of)}`,
  },

  run: 'Run…',
  runAll: 'Run',
  save: 'Save',
  duplicatePipeline: 'Duplicate pipeline',
  deletePipeline: 'Delete pipeline',
  hasErrors: (name: string) => `The manifest of "${name}" has errors`,
  allHaveErrors: 'Their manifests have errors',
  steps: 'Steps',
  invalid: 'Invalid',
  invalidManifest: 'The manifest has errors',
  stepsState: (steps: number | null) => (steps === null ? 'invalid' : countText(steps, ['step', 'steps'])),

  manifest: 'Manifest',
  isOfFile: (path: ReactNode, duplicateIt: ReactNode) =>
    sentence`Each run reads this manifest from ${path}. Edit it there, or ${duplicateIt} and edit the copy here.`,
  duplicateIt: 'duplicate the pipeline',
  newestRun: 'Newest run',
  runNumber: (number: number) => `run ${number}`,
  noSteps: 'No steps yet',
  unreadableHooks: 'The hooks appear once the text of the manifest can be read.',
  noStepsText: 'The steps appear once the manifest has no errors.',

  typing: 'Typing',
  changingHooks: 'Change hooks',
  gestures: {
    ...{ add: 'Add step', insert: 'Add step', remove: 'Delete step', rename: 'Rename step' },
    ...{ connect: 'Connect steps', disconnect: 'Disconnect steps', rewire: 'Connect steps' },
  },
  undo: 'Undo',
  undoOf: (what: string) => `Undo: ${what}`,
  redo: 'Redo',
  addStep: 'Add step',
  addStart: 'Add a step that starts with the run',
  addAfter: (step: string) => `Add a step after ${step}`,
  connect: 'Connect…',
  connectTitle: (step: string) => `Use the files of ${step} in`,
  connectHint: (step: string) => `Use the files of ${step} in another step`,
  connected: 'uses them; choose to disconnect',
  disconnect: 'Disconnect',
  rename: 'Rename…',
  renameNow: 'Rename',
  renameHint: (step: string) => `Rename ${step}`,
  renameTitle: (step: string) => `Rename step "${step}"`,
  renameText: 'Inputs of other steps are updated.',
  stepName: 'Name',
  remove: 'Delete',
  removeHint: (step: string) => `Delete ${step}`,
  chooseFirst: 'Choose a step first',

  settings: 'Pipeline settings',
  link: (from: string, to: string) => `Files of ${from} to ${to}`,
  versionHasErrors: 'One of the two versions has errors, so they can only be compared as text.',

  notRun: (name: string) => `Could not run "${name}"`,
}
