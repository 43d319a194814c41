package dev.kcompact.testbed.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resources of a JVM, from Linux and the JDK's tools.
 *
 * @param liveBytes size of live objects, after a full collection
 * @param classes loaded classes
 * @param threads threads of the process
 * @param files open files, including sockets
 */
record Vitals(long liveBytes, long classes, long threads, long files) {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern NAME = Pattern.compile("(?m)^\"([^\"]+)\"");
  private static final Pattern LOADED = Pattern.compile("java\\.cls\\.loadedClasses=(\\d+)");
  private static final Pattern UNLOADED = Pattern.compile("java\\.cls\\.unloadedClasses=(\\d+)");

  /** Reads them from a process of this user. */
  static Vitals of(long pid) throws IOException, InterruptedException {
    long live = number(TOTAL, jcmd(pid, "GC.class_histogram"));
    String counters = jcmd(pid, "PerfCounter.print");
    return new Vitals(
        live,
        number(LOADED, counters) - number(UNLOADED, counters),
        entries(Path.of("/proc", Long.toString(pid), "task")),
        entries(Path.of("/proc", Long.toString(pid), "fd")));
  }

  /** Number of threads by name, without numbers. */
  static Map<String, Long> threadsByName(long pid) throws IOException, InterruptedException {
    return NAME.matcher(jcmd(pid, "Thread.print"))
        .results()
        .map(thread -> thread.group(1).replaceAll("[0-9a-f]{16,}|\\d+", "#"))
        .collect(groupingBy(name -> name, TreeMap::new, counting()));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Failed to ask process " + pid + " for " + command + ": " + said);
    }
    return said;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in what jcmd says");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
