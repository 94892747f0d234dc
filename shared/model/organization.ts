import * as z from 'zod'
import { folderPath, folderProblem } from '../folder.ts'
import { limits } from './limits.ts'

export const definitionKinds = ['job', 'flow', 'pipeline'] as const
export const DefinitionKind = z.enum(definitionKinds)
export type DefinitionKind = z.infer<typeof DefinitionKind>

const plain = /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u
const plainMessage = 'must not contain control characters'

export const Tag = z
  .string()
  .trim()
  .min(1, 'is empty: give the tag a name')
  .max(limits.tagLength, `is too long for a tag: use at most ${limits.tagLength} characters`)
  .regex(plain, plainMessage)
  .regex(/^[^,]*$/, 'must not contain a comma')

const Tags = z.array(Tag).max(limits.tags, `are too many: use at most ${limits.tags} tags`)

/** A path such as `ops/backup`; empty: in no folder. */
export const FolderPath = z
  .string()
  .max(1_000)
  .overwrite(folderPath)
  .superRefine((path, context) => {
    const problem = folderProblem(path)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })

const Owner = z.string().trim().max(limits.nameLength).regex(plain, plainMessage).nullable()

/** Markdown. */
const Notes = z.string().max(limits.notesLength)

/** How people organize a job, a flow or a pipeline. None of it changes what a run does, so none of it makes a version. */
export const Organization = z.object({
  tags: z.array(z.string()),
  folder: z.string().describe('Such as `ops/backup`; empty: in no folder'),
  /** Who is responsible; null: nobody is named. */
  owner: z.string().nullable(),
  notes: z.string().describe('Markdown'),
})
export type Organization = z.infer<typeof Organization>

export const unorganized: Organization = { tags: [], folder: '', owner: null, notes: '' }

/** The same in a list, which does not show the notes. */
export const Organized = Organization.omit({ notes: true }).extend({ hasNotes: z.boolean() })
export type Organized = z.infer<typeof Organized>

/** What a definition is to have; what is left out stays. */
export const OrganizationDraft = z.object({ tags: Tags, folder: FolderPath, owner: Owner, notes: Notes }).partial()
export type OrganizationDraft = z.infer<typeof OrganizationDraft>

export const organizationKeys = ['tags', 'folder', 'owner', 'notes'] as const

/** What a file names; null if it names none of it. */
export function organizationOf({ tags, folder, owner, notes }: OrganizationDraft): OrganizationDraft | null {
  const draft = {
    ...(tags !== undefined && { tags }),
    ...(folder !== undefined && { folder }),
    ...(owner !== undefined && { owner }),
    ...(notes !== undefined && { notes }),
  }
  return Object.keys(draft).length === 0 ? null : draft
}

/** What a file names of a definition: that which is not empty. */
export const filledOrganization = ({ tags, folder, owner, notes }: Organization): Record<string, string | string[]> => ({
  ...(tags.length > 0 && { tags }),
  ...(folder && { folder }),
  ...(owner && { owner }),
  ...(notes && { notes }),
})

export const OrganizationChange = OrganizationDraft.extend({
  addTags: Tags.optional(),
  removeTags: z.array(z.string()).optional(),
})
export type OrganizationChange = z.infer<typeof OrganizationChange>

export const DefinitionRef = z.object({ kind: DefinitionKind, ref: z.string().min(1).max(200) })
export type DefinitionRef = z.infer<typeof DefinitionRef>

const Place = Organization.omit({ notes: true })

/** A definition before and after a change. */
export const Organizing = z.object({
  kind: DefinitionKind,
  id: z.string(),
  name: z.string(),
  before: Place,
  after: Place,
})
export type Organizing = z.infer<typeof Organizing>

/** What others are called already, and how many definitions have it. */
export const Labels = z.object({
  tags: z.array(z.object({ name: z.string(), count: z.int() })),
  folders: z.array(z.object({ path: z.string(), count: z.int().describe('With those of the folders within it') })),
  owners: z.array(z.object({ name: z.string(), count: z.int() })),
})
export type Labels = z.infer<typeof Labels>
