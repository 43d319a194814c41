package dev.kcompact.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kcompact.cli")
class ArchitectureTest {
  /** The job is started from its jar. The test bed depends on the command, never the reverse. */
  @ArchTest
  static final ArchRule dependsOnTheContractOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kcompact.testbed..",
              "dev.kcompact.job..",
              "dev.kcompact.finalizer..",
              "org.apache.flink..");

  @ArchTest
  static final ArchRule theGuardRunsInAnyClassPath =
      noClasses()
          .that()
          .resideInAPackage("dev.kcompact.cli.guard..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.kcompact.cli.guard..", "java..", "sun.misc..", "org.jspecify..");
}
