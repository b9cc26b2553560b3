/*
 * The floor for one sampling cycle: keeps every file of a list open, and in each cycle preads each
 * of them once and parses one number. A line of standard input names a number of cycles; the answer
 * is one line with the thread's CPU time for all of them, in nanoseconds.
 *
 * usage: sampling_floor LIST    LIST has a line KEY TAB PATH per file; the number follows KEY
 *                               (an empty KEY: the file starts with the number)
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_FILES 19000
#define BUFFER_BYTES 4096

struct file {
  int descriptor;
  char *key;
  size_t key_length;
};

static struct file files[MAX_FILES];
static int count;
static volatile uint64_t sink;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void open_all(const char *list) {
  FILE *in = fopen(list, "r");
  char line[8192];
  if (!in) die(list);
  while (fgets(line, sizeof line, in)) {
    char *tab = strchr(line, '\t');
    line[strcspn(line, "\n")] = 0;
    if (!tab || count == MAX_FILES) {
      fprintf(stderr, "bad line, or more than %d files: %s\n", MAX_FILES, line);
      exit(1);
    }
    *tab = 0;
    struct file *f = &files[count++];
    f->key = strdup(line);
    f->key_length = strlen(line);
    f->descriptor = open(tab + 1, O_RDONLY | O_CLOEXEC);
    if (f->descriptor < 0) die(tab + 1);
  }
  fclose(in);
}

static uint64_t number_after(const char *text, const struct file *f) {
  const char *at = f->key_length ? strstr(text, f->key) : text;
  uint64_t value = 0;
  if (!at) return 0;
  for (at += f->key_length; *at >= '0' && *at <= '9'; at++) value = value * 10 + (uint64_t)(*at - '0');
  return value;
}

static void cycle(void) {
  char buffer[BUFFER_BYTES];
  uint64_t sum = 0;
  for (int i = 0; i < count; i++) {
    ssize_t got = pread(files[i].descriptor, buffer, sizeof buffer - 1, 0);
    if (got < 0) continue;
    buffer[got] = 0;
    sum += number_after(buffer, &files[i]);
  }
  sink = sum;
}

static int64_t thread_cpu_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv) {
  char line[64];
  if (argc != 2) {
    fprintf(stderr, "usage: sampling_floor LIST\n");
    return 2;
  }
  open_all(argv[1]);
  while (fgets(line, sizeof line, stdin)) {
    long cycles = atol(line);
    int64_t before = thread_cpu_nanos();
    for (long i = 0; i < cycles; i++) cycle();
    printf("%lld\n", (long long)(thread_cpu_nanos() - before));
    fflush(stdout);
  }
  return 0;
}
