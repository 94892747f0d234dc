import type { Command } from 'commander'
import { gathered } from './option-values.ts'

export type OrganizeOptions = { tag?: string[]; untag?: string[]; folder?: string; owner?: string; notes?: string }

/** The options that say how a job, a flow or a pipeline is organized. */
export const withOrganizeOptions = (command: Command): Command =>
  command
    .option('--tag <TAG>', 'Add a tag; may be repeated', gathered)
    .option('--untag <TAG>', 'Remove a tag; may be repeated', gathered)
    .option('--folder <PATH>', 'Move it to this folder, such as ops/backup; "" takes it out of its folder')
    .option('--owner <NAME>', 'Who is responsible; "" removes the owner')
    .option('--notes <TEXT>', 'Notes in Markdown; - reads standard input')

export const organizes = ({ tag, untag, folder, owner, notes }: OrganizeOptions): boolean =>
  [tag, untag, folder, owner, notes].some((each) => each !== undefined)
