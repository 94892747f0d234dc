import { words } from './words.ts'

const { tab } = words

export type DefinitionTab = keyof typeof tab

/** The tabs of each kind of definition by their names, in the order that they have on all of them. */
export const definitionTabs = {
  job: { overview: tab.overview, script: tab.script, ...behind() },
  flow: { overview: tab.overview, editor: tab.editor, ...behind() },
  pipeline: { overview: tab.overview, manifest: tab.manifest, ...behind() },
}

/** A job whose work leaves no files has no tab of them. */
export function jobTabs(body: { kind: string } | undefined): Partial<typeof definitionTabs.job> {
  const { files, ...others } = definitionTabs.job
  if (body?.kind === 'http' || body?.kind === 'builtin') return others
  return definitionTabs.job
}

function behind() {
  return { triggers: tab.triggers, runs: tab.runs, files: tab.files, versions: tab.versions }
}
