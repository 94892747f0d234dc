/** Where things are in the memory that the code works on. */
export const layout = (() => {
  const mostTextBytes = 255
  const roomBytes = 4 * 1024 * 1024
  /** The code reads up to this much past what it searches. */
  const slack = 512
  /** Of empty lines. Memory that is not used costs nothing. */
  const mostHits = roomBytes + 1
  const folds = 256
  const results = 512
  const room = 1_024
  const lines = room + roomBytes + slack
  const starts = lines + mostHits * 4
  return { text: 0, folds, results, room, lines, starts, end: starts + mostHits * 4, mostTextBytes, roomBytes, mostHits }
})()

const { folds, results, lines, starts } = layout

/**
 * `find` looks at 16 bytes at a time. In the same pass it counts line ends and compares two bytes of the text, of which the caller
 * chose the rarest; only where both are, the rest is compared. Letters of a text that ignores case have a fold, 0x20, which makes a
 * capital of the log a small letter.
 */
export const code = `
;; Counts line ends.
(func $count (param $at i32) (param $end i32) (result i32)
  (local $newline v128) (local $count i32)
  (local.set $newline (i8x16.splat (i32.const 10)))
  (block $done
    (loop $next
      (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
      (local.set $count (i32.add (local.get $count)
        (i32.popcnt (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (local.get $newline))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next)))
  (i32.add (local.get $count)
    (i32.popcnt (i32.and (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (local.get $newline)))
      (call $below (i32.sub (local.get $end) (local.get $at)))))))

;; A mask of so many bits.
(func $below (param $bits i32) (result i32)
  (i32.sub (i32.shl (i32.const 1) (local.get $bits)) (i32.const 1)))

;; A byte of the text, and what a byte of the log has to be combined with.
(func $byte (param $at i32) (result i32) (i32.load8_u (local.get $at)))
(func $fold (param $at i32) (result i32) (i32.load8_u (i32.add (local.get $at) (i32.const ${folds}))))

;; Whether the text, which has this length, is at a place.
(func $isAt (param $place i32) (param $length i32) (result i32)
  (local $at i32)
  (loop $next
    (if (i32.ne (call $byte (local.get $at))
                (i32.or (i32.load8_u (i32.add (local.get $place) (local.get $at))) (call $fold (local.get $at))))
      (return (i32.const 0)))
    (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $length))))
  (i32.const 1))

;; Where the line of a place starts; no line starts before the floor.
(func $startOf (param $place i32) (param $floor i32) (result i32)
  (local $ends i32)
  (loop $before
    (if (i32.lt_u (local.get $place) (i32.add (local.get $floor) (i32.const 16)))
      (loop $byByte
        (if (i32.eq (local.get $place) (local.get $floor)) (return (local.get $floor)))
        (if (i32.eq (i32.load8_u (i32.sub (local.get $place) (i32.const 1))) (i32.const 10)) (return (local.get $place)))
        (local.set $place (i32.sub (local.get $place) (i32.const 1)))
        (br $byByte)))
    (local.set $place (i32.sub (local.get $place) (i32.const 16)))
    (local.set $ends (i8x16.bitmask (i8x16.eq (v128.load (local.get $place)) (i8x16.splat (i32.const 10)))))
    (br_if $before (i32.eqz (local.get $ends))))
  (i32.sub (i32.add (local.get $place) (i32.const 32)) (i32.clz (local.get $ends))))

;; Adds the lines with the text to the hits: the number of line ends before them, and their start. Gives the number of all hits. Leaves
;; the number of line ends, and whether there are escapes.
(func $find (param $at i32) (param $end i32) (param $line i32) (param $length i32) (param $a i32) (param $b i32) (param $hits i32)
  (result i32)
  (local $floor i32) (local $last i32) (local $rest i32) (local $ends i32) (local $bits i32) (local $this i32) (local $out i32)
  (local $newline v128) (local $escape v128) (local $byteA v128) (local $foldA v128) (local $byteB v128) (local $foldB v128)
  (local $bytes v128) (local $both v128) (local $escapes v128)
  (local.set $floor (local.get $at))
  (local.set $last (i32.const -1))
  (local.set $newline (i8x16.splat (i32.const 10)))
  (local.set $escape (i8x16.splat (i32.const 27)))
  (local.set $byteA (i8x16.splat (call $byte (local.get $a))))
  (local.set $foldA (i8x16.splat (call $fold (local.get $a))))
  (local.set $byteB (i8x16.splat (call $byte (local.get $b))))
  (local.set $foldB (i8x16.splat (call $fold (local.get $b))))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $escapes (v128.or (local.get $escapes) (i8x16.eq (local.get $bytes) (local.get $escape))))
      (local.set $ends (i8x16.bitmask (i8x16.eq (local.get $bytes) (local.get $newline))))
      (local.set $rest (i32.sub (local.get $end) (local.get $at)))
      (if (i32.lt_u (local.get $rest) (i32.const 16))
        (local.set $ends (i32.and (local.get $ends) (call $below (local.get $rest)))))
      (local.set $both (v128.and
        (i8x16.eq (v128.or (v128.load (i32.add (local.get $at) (local.get $a))) (local.get $foldA)) (local.get $byteA))
        (i8x16.eq (v128.or (v128.load (i32.add (local.get $at) (local.get $b))) (local.get $foldB)) (local.get $byteB))))
      (if (v128.any_true (local.get $both))
        (local.set $bits (i8x16.bitmask (local.get $both)))
        (loop $place
          (block $other
            (local.set $this (i32.ctz (local.get $bits)))
            (br_if $other (i32.gt_u (i32.add (local.get $this) (local.get $length)) (local.get $rest)))
            (local.set $out (i32.add (local.get $line)
              (i32.popcnt (i32.and (local.get $ends) (call $below (local.get $this))))))
            (br_if $other (i32.eq (local.get $out) (local.get $last)))
            (br_if $other (i32.eqz (call $isAt (i32.add (local.get $at) (local.get $this)) (local.get $length))))
            (local.set $last (local.get $out))
            (local.set $out (i32.shl (local.get $hits) (i32.const 2)))
            (i32.store (i32.add (local.get $out) (i32.const ${lines})) (local.get $last))
            (i32.store (i32.add (local.get $out) (i32.const ${starts}))
              (call $startOf (i32.add (local.get $at) (local.get $this)) (local.get $floor)))
            (local.set $hits (i32.add (local.get $hits) (i32.const 1))))
          (br_if $place
            (local.tee $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1)))))))
      (local.set $line (i32.add (local.get $line) (i32.popcnt (local.get $ends))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next)))
  (i32.store (i32.const ${results}) (local.get $line))
  (i32.store (i32.const ${results + 4}) (v128.any_true (local.get $escapes)))
  (local.get $hits))
`
