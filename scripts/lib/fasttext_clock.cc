// Times fastText's own C++ prediction inside one process, as Tests/Clock times Triage: see scripts/bench-peers.
//
//   fasttext_clock MODEL LINES
//
// LINES is plain text, one prompt a line, read into memory before anything is timed. Commands on standard input:
// "pass N" answers with the nanoseconds of the thread's time a prompt over N passes (all labels asked for, as a
// router needs them), "resident" with the kilobytes that the process holds.

#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "fasttext.h"

static long long nanoseconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long resident() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line))
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6));
  return 0;
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  std::ifstream file(arguments[2]);
  std::stringstream all;
  all << file.rdbuf();
  const std::string text = all.str();
  long lines = 0;
  for (char byte : text) lines += byte == '\n';
  const long before = resident();
  fasttext::FastText model;
  model.loadModel(arguments[1]);
  std::cout << "ready " << lines << " " << before << std::endl;

  std::string word;
  long times = 1;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream(line) >> word >> times;
    if (word == "resident") {
      std::cout << resident() << std::endl;
      continue;
    }
    std::vector<std::pair<fasttext::real, std::string>> found;
    long long spent = 0;
    size_t labels = 0;
    for (long i = 0; i < times; ++i) {
      std::istringstream input(text);
      const long long start = nanoseconds();
      while (model.predictLine(input, found, -1, 0.0)) labels += found.size();
      spent += nanoseconds() - start;
    }
    if (labels == 0) std::cerr << "fasttext_clock: no label was found" << std::endl;
    std::cout << static_cast<double>(spent) / (times * lines) << std::endl;
  }
}
