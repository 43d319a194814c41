package dev.kcompact.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class KcompactCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check",
        "finalize",
        "rollback",
        "audit",
        "compact",
        "runs",
        "dead-letters",
        "letters"
      })
  void helpsEverywhere(String subcommand) {
    String[] arguments = (subcommand + " --help").trim().split(" ");

    assertThat(run(arguments)).isEqualTo(ExitCode.SUCCESS);
    assertThat(out.toString()).contains("Usage: kcompact");
    assertThat(err.toString()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyHelpHasAnExample() {
    return HelpExamples.testsOf(KcompactCommand.commandLine());
  }

  @Test
  void refusesAnUnknownOptionInOneLine() {
    assertThat(run("compact", "--parallel", "2")).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "kcompact: Unknown options: '--parallel', '2'. Try: kcompact compact --help");
  }

  @Test
  void anOldNameIsHidden() {
    assertThat(run("--help")).isEqualTo(ExitCode.SUCCESS);
    assertThat(out.toString().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("dead-letters "))
        .noneMatch(line -> line.startsWith("letters "));
  }

  @Test
  void refusesToDoNothing() {
    assertThat(run()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString().lines())
        .containsExactly("kcompact: Missing subcommand. Try: kcompact --help");
  }

  /** Fails as the JVM does. */
  @Command(name = "broken")
  static final class Broken implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Command(name = "deep")
  static final class Deep implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new StackOverflowError();
    }
  }

  @Test
  void anErrorOfTheJvmIsAFailureInOneLine() {
    assertThat(run("broken")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("kcompact: java.lang.OutOfMemoryError: Java heap space; the command has ")
        .endsWith(" MB: narrow its input, or raise -Xmx in its script");
  }

  @Test
  void soIsAnyOtherError() {
    assertThat(run("deep")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines()).containsExactly("kcompact: java.lang.StackOverflowError");
  }

  @Test
  void failsInOneLine() {
    assertThat(run("compact", "--source", "file:///raw", "--lake", "file:///lake"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines())
        .containsExactly(
            "kcompact: Missing the property kcompact.home: start bin/kcompact instead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"finalize", "rollback", "audit", "runs"})
  void saysWhereNoStackRuns(String command, @TempDir Path work) {
    assertThat(run(command, "--date", "2026-11-22", "--work", work.toString()))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines())
        .containsExactly(
            "kcompact: No stack runs in "
                + work
                + ": start it with kcompact up, or name its --work folder");
  }

  @Test
  void refusesASourceWithoutALake() {
    for (String command : new String[] {"audit", "compact"}) {
      err.getBuffer().setLength(0);
      assertThat(run(command, "--source", "s3://kconnect")).isEqualTo(ExitCode.BAD_USAGE);
      assertThat(err.toString().lines())
          .containsExactly(
              "kcompact: Missing required option: '--lake=URI'. Try: kcompact "
                  + command
                  + " --help");
    }
  }

  @Test
  void refusesAStateMachineThatIsNone() {
    assertThat(run("finalize", "--date", "2026-11-22", "--state-machine", "daily"))
        .isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "kcompact: Invalid value for option '--state-machine': expected"
                + " arn:aws:states:REGION:ACCOUNT:stateMachine:NAME, found daily."
                + " Try: kcompact finalize --help");
  }

  @Test
  void addsTheCauseWhereItSaysMore() {
    Throwable failure = new CommandException("Failed to read: x", new IOException("no\n space"));

    assertThat(FailureLine.of(failure))
        .isEqualTo("Failed to read: x (java.io.IOException: no space)");
    assertThat(FailureLine.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  private int run(String... arguments) {
    CommandLine command = KcompactCommand.commandLine(Broken.class, Deep.class);
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
