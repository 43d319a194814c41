package dev.kcompact.cli.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuardedTest {
  @Test
  void endsWhenItsStandardInputDoes() throws Exception {
    Process server = start(Guarded.class, Server.class.getName(), "argument");
    try (BufferedReader out = reader(server)) {
      assertThat(out.readLine()).isEqualTo("up with argument");

      server.getOutputStream().close();

      assertThat(server.waitFor(20, SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(Guarded.ORPHANED);
      assertThat(out.readLine()).isEqualTo("shut down in order");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void endsWhenTheStarterIsKilled() throws Exception {
    Process starter = start(Starter.class);
    try (BufferedReader out = reader(starter)) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(out.readLine()).isEqualTo("up with x");

      starter.destroyForcibly();

      server.onExit().get(20, SECONDS);
      assertThat(server.isAlive()).isFalse();
    } finally {
      starter.destroyForcibly();
    }
  }

  @Test
  void failsWhenTheClassThrows() throws Exception {
    Process server = start(Guarded.class, Throwing.class.getName());
    try (BufferedReader out = reader(server)) {
      assertThat(out.readLine())
          .isEqualTo("Failed to run " + Throwing.class.getName() + ": java.io.IOException: no");
      assertThat(server.waitFor(20, SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(Guarded.FAILED);
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(Class<?> mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(jvm(mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> jvm(Class<?> mainClass) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return List.of(java, "-Xmx32m", "-cp", classPath, mainClass.getName());
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** A server that runs until it receives a signal. */
  public static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws InterruptedException {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> System.out.println("shut down in order")));
      System.out.println("up with " + arguments[0]);
      new CountDownLatch(1).await();
    }
  }

  /** Starts a server and prints its output, as a command does. */
  public static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      Process server = GuardedTest.start(Guarded.class, Server.class.getName(), "x");
      System.out.println(server.pid());
      try (BufferedReader out = reader(server)) {
        System.out.println(out.readLine());
        server.waitFor();
      }
    }
  }

  public static final class Throwing {
    private Throwing() {}

    public static void main(String[] arguments) throws IOException {
      throw new IOException("no");
    }
  }
}
