import { countText } from '../../ui/count-text.ts'

const nouns = ['flow', 'flows'] as const
const flows = (count: number): string => countText(count, nouns)
const part = (count: number, total: number): string => countText(count, nouns, { total })

/** The definition of a new flow: something that runs. */
export const starter = `# A flow is a graph: nodes run something, edges say which node is next.
start: fetch

nodes:
  fetch:
    exec_type: shell
    script:
      cmd: sh
      code: echo '::output count=3'
    post:
      output_key: found

  enough:
    kind: choice
    choice_cases:
      - action: "yes"
        expr: { ge: [$shared.found.count, 3] }
    default_action: "no"

  report:
    exec_type: shell
    script:
      cmd: sh
      code: echo "found $LOCALFLOW_INPUT"
    prep:
      input_key: $shared.found.count

edges:
  - { from: fetch, to: enough }
  - { from: enough, action: "yes", to: report }
  - { from: enough, action: "no", to: "" }
`

export const words = {
  title: 'Flows',
  nouns,
  flow: 'Flow',
  newFlow: 'New flow',
  filter: 'Filter flows',
  unpublishedChanges: 'Unpublished changes',
  filesToImport: 'Files to import',
  openRunHistory: 'Open run history',
  none: 'No flows yet',
  noneText:
    'A flow is a graph of nodes: scripts, requests, choices, waits and approvals. A run continues after a crash or a restart, and its history shows every step.',
  imported: (count: number) => `Imported ${flows(count)}`,
  startedAll: {
    working: (count: number) => `Start ${flows(count)}`,
    done: (count: number) => `Started ${flows(count)}`,
    failed: (count: number, of: number) => `Could not start ${part(count, of)}`,
  },
  areNotPublished: 'These flows are not published',
  deletedAll: {
    working: (count: number) => `Delete ${flows(count)}`,
    done: (count: number) => `Deleted ${flows(count)}`,
    failed: (count: number, of: number) => `Could not delete ${part(count, of)}`,
  },
  restoredAll: {
    working: (count: number) => `Restore ${flows(count)}`,
    done: (count: number) => `Restored ${flows(count)}`,
    failed: (count: number, of: number) => `Could not restore ${part(count, of)}`,
  },

  run: 'Run',
  runWith: 'Run with options…',
  runWithOf: (name: string) => `Run with options… ${name}`,
  publish: 'Publish…',
  deleteFlow: 'Delete flow',
  isNotPublished: (name: string) => `"${name}" is not published`,

  version: 'Version',
  notPublished: 'Not published',
  versionState: (version: number | null) => (version === null ? 'not published' : `version ${version}`),
  andDraft: 'and a draft',
  saving: { saved: 'Draft, saved', saving: 'Draft', 'kept here': 'Not saved' },
  keptDraft: 'Kept this draft under Versions',
  keptBefore: 'This draft is kept already',
  notKept: (name: string) => `Could not keep the draft of "${name}"`,
  drafts: 'Kept drafts',
  noDraftNote: 'Draft',
  restoreDraft: 'Restore as draft',
  restoredDraft: 'Draft restored',
  draftUnreadable: 'Could not read the kept draft',
  saveDraft: 'Save draft',
  notOpened: (version: number) => `Could not open version ${version} in the editor`,
  keepDraft: 'Keep draft',
  savedDraft: 'Saved the draft',
  definition: 'Definition',

  noVersions: 'No versions yet',
  noVersionsText: 'Publish the draft to run the flow.',

  settings: 'Flow settings',
  nodeOf: (id: string, what: string) => `${id} · ${what}`,
  wire: (from: string, action: string) => `Wire ${from} (${action})`,
  leadsTo: 'leads to',
  end: 'the end',
  draftHasErrors: 'The draft has errors, so it can only be compared as text.',

  publishing: {
    title: (name: string) => `Publish ${name}`,
    submit: (version: number) => `Publish version ${version}`,
    text: 'New runs use the new version. Runs that have started keep theirs.',
    note: 'Note',
    noteHint: 'Shown next to the version',
    changes: (version: number) => `Changes since version ${version}`,
    done: (version: number) => `Published version ${version}`,
    nothing: (version: number) => `Nothing to publish: version ${version} is the same`,
  },
  notRun: (name: string) => `Could not run "${name}"`,
}
