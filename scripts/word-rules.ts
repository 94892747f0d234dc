/** A phrase that reads as translated, and what to write instead. A space in a pattern matches a line break of a comment, too. */
export type WordRule = { pattern: RegExp; say: string }

/** Verbs that take a question with "what" as their object, as in "explains what is missing". */
const asking =
  'say|says|said|saying|know|knows|knew|known|show|shows|shown|showing|list|lists|tell|tells|see|sees|explain|explains|explaining|' +
  'describe|describes|decide|decides|deciding|name|names|naming|ask|asks|find|finds|found|check|checks|read|reads|report|reports|' +
  'print|prints|matter|matters|about|exactly|just|only|learn|understand|remember|remembers|choose|guess|determine|determines|' +
  'of|on|which|and|or|not|so|because|but|for|is'

const verbs =
  'is|are|was|were|has|had|have|waits|waited|runs|ran|failed|fails|came|comes|stands|stood|lies|lay|follows|followed|ends|ended|' +
  'begins|began|starts|started|belongs|goes|went|does|did|holds|held|cannot|can|may|must|needs|left|leaves|arrives|arrived'

export const wordRules: WordRule[] = [
  { pattern: new RegExp(`(?:^|[.!;] )(?:\\*+ )?What (?:${verbs}) (?![^.!?]*\\?)`), say: 'name the thing instead of "what …"' },
  {
    pattern: new RegExp(`(?<!(?:\\b(?:${asking})|:) )\\bwhat (?:${verbs})\\b(?![^.!?]*\\?)`, 'i'),
    say: 'name the thing instead of "what …"',
  },
  { pattern: /(?:^|[.!?] )(?:\*+ )?Of (?!course)/, say: 'start with the subject' },
  { pattern: /\b(?:begin|begins|began|begun)\b/i, say: 'start, started' },
  { pattern: /\b(?:nobody|somebody|anybody|whoever)\b/i, say: 'name the actor: a person, you, LocalFlow, no process' },
  { pattern: /\bit is being\b/i, say: 'LocalFlow is checking, …' },
  { pattern: /manieth\b/i, say: 'every nth' },
  {
    pattern:
      /(?<!\bthere )\b(?:is|are|was|were) no (?!longer|more|less|later|earlier|such|need|one|better|worse|different|way|reason)/i,
    say: 'is not a …',
  },
  {
    pattern: /\bas (?:it|they) (?:is|are|stands?|stood|was|were)\b(?=[.,;:)]|$| now\b| then\b)/i,
    say: 'unchanged, in its current state',
  },
  { pattern: /(?:^|[.!] )(?:\*+ )?To be called\b/, say: 'Call this …' },
  { pattern: /\b(?:anew|of late|in vain|meanwhile|lately)\b/i, say: 'again, recently, in the meantime' },
  { pattern: /\b(?:is|are|was|were|be) over\b(?! (?:\d|\$|\{|the |a ))/i, say: 'has ended, is past' },
  {
    pattern: /\b(?:(?:told|tells?) of|(?:is|are|was|were|be|been) told|in (?:so many )?words)\b/i,
    say: 'report, notify',
  },
  { pattern: /\bafter all\b(?=[.,;:)]|$)/i, say: 'backfill, anyway' },
  { pattern: /\b(?:goes|go|going|went|gone) by\b/i, say: 'uses, follows' },
  { pattern: /\bbeside\b/i, say: 'next to, with, concurrently' },
  { pattern: /\b(?:lies|lie|lay) (?:in|at|on|under|within|between|behind|there|above|below)\b/i, say: 'is in' },
  { pattern: /\bdue moments?\b|\b(?:moments?|times?) that (?:is|are|was|were) due\b/i, say: 'occurrence, scheduled time' },
  { pattern: /\bbecame of\b|\bbecomes? of\b/i, say: 'outcome' },
  {
    pattern: /\b(?:free|taken) places?\b|\bplaces? (?:is|are) (?:free|taken)\b|\b(?:takes?|took|holds?|held) (?:a|no) place\b/i,
    say: 'concurrency limit',
  },
  { pattern: /\bwaiting room\b/i, say: 'deferred runs' },
  { pattern: /\b(?:kept files?|artefacts?)\b/i, say: 'artifact' },
  { pattern: /\bjob run\b(?! [a-z]+s\b)/i, say: 'run' },
  { pattern: /\b(?:revives?|revived|reviving)\b/i, say: 'retry' },
  { pattern: /\b(?:withdraws?|withdrew)\b/i, say: 'cancel' },
  { pattern: /\bturn(?:s|ed|ing)? (?:\w+ )?(?:on|off)\b/i, say: 'enable, disable' },
  { pattern: /\bdoors?\b/i, say: 'entry point, API, trigger' },
  { pattern: /\b(?:your|a person's) word\b/i, say: 'approval' },
  { pattern: /\bput out\b|\bput aside\b|\bnot approved\b/i, say: 'publish; dismiss; rejected, expired' },
  { pattern: /\bremote hands\b/i, say: 'worker' },
  { pattern: /\bwhat (?:it|they|he|she) (?:gave|gives?|was given|were given|is given)\b/i, say: 'result, input' },
  { pattern: /\bsettle[sd]?\b|\bsettling\b/i, say: 'resolve, record, debounce' },
  { pattern: /\bdid not end (?:well|as it should)\b/i, say: 'exited with code 3, failed' },
  { pattern: /\bby hand\b/i, say: 'manually, yourself' },
  {
    pattern: /\b(?:last|first|next|each|every|another) look\b|\blooks? again\b|\blooked (?:at|after) anew\b/i,
    say: 'sample, check',
  },
  { pattern: /\bas long as it needs\b|\bfor ever\b/i, say: 'no timeout, indefinitely' },
  { pattern: /\bhas not grown\b/i, say: 'unchanged for' },
  { pattern: /\b(?:story|stories|chapters?|victims?|courier|oracle|clockwork|theatre|teller)\b/i, say: 'a plain noun' },
  { pattern: /\b(?:colour|behaviour|favourite|neighbour|honour|centre|licence|catalogue)s?\b/i, say: 'American spelling' },
  { pattern: /\b(?:please|sorry|oops)\b/i, say: 'leave it out' },
]

/** Stored or public texts that stay as they are, though they contain one of the phrases. */
export const storedTexts = ['flow began', 'items began', 'child began', 'backfill begun', 'turned on', 'turned off', 'set off']
