#include "spawner.h"
#include <stdlib.h>
#include <string.h>

void put(struct bytes *to, const void *data, size_t size) {
  if (to->size + size > to->room) {
    size_t room = to->room ? to->room : 1024;
    while (room < to->size + size) room *= 2;
    unsigned char *grown = realloc(to->data, room);
    if (!grown) die("memory");
    to->data = grown;
    to->room = room;
  }
  if (size > 0) memcpy(to->data + to->size, data, size);
  to->size += size;
}

static void write_number(unsigned char *to, uint64_t value, int size) {
  for (int at = 0; at < size; at++) to[at] = (unsigned char)(value >> (8 * at));
}

void put_number(struct bytes *to, uint64_t value, int size) {
  unsigned char bytes[8];
  write_number(bytes, value, size);
  put(to, bytes, (size_t)size);
}

void put_text(struct bytes *to, const char *text) {
  size_t size = strlen(text) + 1;
  put_number(to, size, 4);
  put(to, text, size);
}

size_t begin_frame(struct bytes *to, char type) {
  size_t frame = to->size;
  put_number(to, 0, 4);
  put(to, &type, 1);
  return frame;
}

size_t begin_frame_of(struct bytes *to, char type, const char *id) {
  size_t frame = begin_frame(to, type);
  put_text(to, id);
  return frame;
}

void end_frame(struct bytes *to, size_t frame) { write_number(to->data + frame, to->size - frame - 4, 4); }

void drop_front(struct bytes *from, size_t size) {
  from->size -= size;
  if (size > 0 && from->size > 0) memmove(from->data, from->data + size, from->size);
}

void put_report(struct bytes *to, const char *id, const struct report *said) {
  size_t frame = begin_frame_of(to, '!', id);
  put_number(to, said->kind, 1);
  put_number(to, said->cause, 1);
  put_number(to, said->stage, 1);
  put_number(to, (uint64_t)wall_ms(), 8);
  put_number(to, (uint32_t)said->pid, 4);
  put_number(to, (uint32_t)said->status, 4);
  put_number(to, (uint32_t)said->error, 4);
  put_number(to, (uint64_t)said->user_us, 8);
  put_number(to, (uint64_t)said->system_us, 8);
  put_number(to, (uint64_t)said->peak_kb, 8);
  put_number(to, (uint32_t)said->count, 4);
  int listed = said->kind != GONE ? 0 : said->count < MOST_SURVIVORS ? said->count : MOST_SURVIVORS;
  for (int at = 0; at < listed; at++) put_number(to, (uint32_t)said->survivors[at], 4);
  end_frame(to, frame);
}

uint64_t get_number(struct reader *from, int size) {
  if (from->bad || from->end - from->at < size) {
    from->bad = 1;
    return 0;
  }
  uint64_t value = 0;
  for (int at = 0; at < size; at++) value |= (uint64_t)from->at[at] << (8 * at);
  from->at += size;
  return value;
}

const char *get_text(struct reader *from) {
  size_t size = get_number(from, 4);
  const unsigned char *text = from->at;
  if (from->bad || size == 0 || size > (size_t)(from->end - text) || memchr(text, 0, size) != text + size - 1) {
    from->bad = 1;
    return "";
  }
  from->at += size;
  return (const char *)text;
}

char **get_texts(struct reader *from) {
  size_t count = get_number(from, 4);
  /* Each text takes at least five bytes, so reject an impossible count before allocating. */
  if (from->bad || count > (size_t)(from->end - from->at) / 5) {
    from->bad = 1;
    count = 0;
  }
  char **texts = room_for(count + 1, sizeof *texts);
  for (size_t at = 0; at < count; at++) texts[at] = (char *)get_text(from);
  return texts;
}
