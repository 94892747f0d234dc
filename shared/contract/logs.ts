import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { limits } from '../model/limits.ts'
import {
  FirstError,
  LogBytes,
  LogFound,
  LogGrowth,
  LogHits,
  LogLevels,
  LogLine,
  LogMatch,
  LogSize,
  stream,
} from '../model/log.ts'
import { LogComparison } from '../model/log-comparison.ts'
import { GoneSteps, StepCursor, StepHits, StepNews, StepPage, shownLevels } from '../model/step-lines.ts'
import { access, Ref } from './base.ts'
import { attempt, node } from './runs.ts'

const tags = ['Logs']
/** Without an attempt the newest. */
const place = Ref.extend({ attempt, node })
const lineNumber = z.coerce.number<number | string>().int().min(1)
const choice = z.union([z.boolean(), z.stringbool()]).default(false)

/** Of lines of all steps. */
const shownLines = {
  stream: stream.optional(),
  level: z.enum(shownLevels).default('all').describe('`warning`: warnings and errors'),
}
/** What is looked for. */
const query = {
  text: z.string().min(1).max(limits.patternLength),
  regex: choice.describe('True: `text` is a regular expression'),
  case: choice.describe('True: match upper and lower case'),
  word: choice.describe('True: only whole words'),
}
const byte = z.coerce.number<number | string>().int().min(0).default(0)

export const logs = {
  read: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log',
      tags,
      summary: 'Get lines of a log, by number or time, at its end or around its first error',
    })
    .input(
      place.extend({
        from: lineNumber.default(1),
        count: z.coerce.number<number | string>().int().min(1).max(limits.logPageLines).default(500),
        end: choice.describe('True: the last `count` lines'),
        time: z.coerce
          .number<number | string>()
          .int()
          .min(0)
          .optional()
          .describe('From the first line written at this time or later, in milliseconds since 1970'),
        error: choice.describe('True: the first error with lines around it'),
      }),
    )
    .output(LogSize.extend({ items: z.array(LogLine) })),
  watch: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/size',
      tags,
      summary: 'Stream the length of a log as it grows, with up to `tail` of its new lines',
    })
    .input(
      place.extend({
        tail: z.coerce.number<number | string>().int().min(0).max(limits.tailLines).default(0),
      }),
    )
    .output(eventIterator(LogGrowth)),
  search: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/search',
      tags,
      summary: 'Stream the lines of a log that match a regular expression',
    })
    .input(
      place.extend({
        pattern: z.string().max(limits.patternLength),
        /** Only lines of this stream. */
        stream: stream.optional(),
        from: lineNumber.default(1),
        to: lineNumber.optional(),
      }),
    )
    .output(eventIterator(LogHits)),
  find: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/find',
      tags,
      summary: 'Stream the numbers of the lines of a log that have a text or match a regular expression',
    })
    .input(
      place.extend({
        ...query,
        stream: stream.optional(),
        from: lineNumber.default(1),
      }),
    )
    .output(eventIterator(LogFound)),
  match: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/match',
      tags,
      summary: 'Get the first match within one line of a log, however long the line is',
    })
    .input(place.extend({ line: lineNumber, ...query, from: byte.describe('The first byte of the line to search') }))
    .output(LogMatch),
  levels: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/levels',
      tags,
      summary: 'Stream the numbers of the lines of a log that are errors, warnings and stack traces, as it grows',
    })
    .input(place)
    .output(eventIterator(LogLevels)),
  firstError: access('viewer', 'log')
    .route({ method: 'GET', path: '/runs/{ref}/log/first-error', tags, summary: 'Get the first error of a log' })
    .input(place)
    .output(FirstError),
  compare: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/compare',
      tags,
      summary: 'Compare a log with that of the last successful run, or of another run, without times, durations, ids and folders',
    })
    .input(
      place.extend({
        with: z.string().min(1).max(200).optional().describe('A run; default: the last one before it that succeeded'),
        context: z.coerce.number<number | string>().int().min(0).max(50).default(3).describe('Equal lines around differences'),
        from: z.coerce.number<number | string>().int().min(0).default(0).describe('The first row'),
        count: z.coerce.number<number | string>().int().min(1).max(limits.comparisonRows).default(200),
      }),
    )
    .output(LogComparison),
  openFile: access('operator', 'log')
    .route({
      method: 'POST',
      path: '/runs/{ref}/log/open',
      tags,
      summary: 'Open a log in the editor (desktop app); elsewhere get the path of its file',
    })
    .input(place)
    .output(z.object({ path: z.string(), isOpen: z.boolean() })),
  follow: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/follow',
      tags,
      summary: 'Stream every line of a log; resumable by event id',
    })
    .input(place.extend({ from: lineNumber.default(1) }))
    .output(eventIterator(LogLine)),
  bytes: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/bytes',
      tags,
      summary: 'Stream a log byte for byte as it was written; resumable by event id',
    })
    .input(
      place.extend({
        follow: z.union([z.boolean(), z.stringbool()]).default(false),
        line: lineNumber.optional().describe('Only this line, with its end; not with `follow`'),
        from: byte.describe('With `line`: the first byte of the line'),
      }),
    )
    .output(eventIterator(LogBytes)),
  steps: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/steps',
      tags,
      summary: 'Get lines of all steps of a run, merged by time: from a cursor, a time, a line, the start or the end',
    })
    .input(
      Ref.extend({
        cursor: StepCursor.optional().describe('`before` or `after` of another page'),
        time: z.coerce.number<number | string>().int().min(0).optional().describe('In milliseconds since 1970'),
        ...{ node, attempt },
        line: lineNumber.optional().describe('With `node` and `attempt`: before this line'),
        end: choice.describe('True: from the end'),
        direction: z.enum(['after', 'before']).default('after'),
        count: z.coerce.number<number | string>().int().min(1).max(limits.logPageLines).default(500),
        ...shownLines,
      }).strict(),
    )
    .output(StepPage),
  followSteps: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/steps/follow',
      tags,
      summary: 'Stream new lines of all steps of a run after a cursor, merged by time',
    })
    .input(Ref.extend({ cursor: StepCursor, ...shownLines }))
    .output(eventIterator(StepNews)),
  goneSteps: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/steps/gone',
      tags,
      summary: 'List the logs of steps of a run that were deleted, emptied or shortened outside of LocalFlow',
    })
    .input(Ref)
    .output(GoneSteps),
  findSteps: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/runs/{ref}/log/steps/find',
      tags,
      summary: 'Stream the lines of all steps of a run that have a text or match a regular expression, log by log',
    })
    .input(
      Ref.extend({
        text: z.string().min(1).max(limits.patternLength),
        regex: choice.describe('True: `text` is a regular expression'),
        case: choice.describe('True: match upper and lower case'),
        word: choice.describe('True: only whole words'),
      }),
    )
    .output(eventIterator(StepHits)),
}
