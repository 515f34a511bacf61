package io.tallyport.workbench.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and all below it cost, as Linux accounts for it in {@code /proc}; 0 where there is none. */
public final class ProcessCost {
    private static final double TICKS_PER_SECOND = 100;
    private static final double KB_PER_MB = 1024;
    /** utime, stime, and those of children that have ended; counted after the name, which may hold spaces. */
    private static final List<Integer> CPU_FIELDS = List.of(11, 12, 13, 14);

    private static final List<Integer> OWN_CPU_FIELDS = List.of(11, 12);

    private ProcessCost() {}

    public static double cpuSeconds(long pid) {
        return family(pid).mapToDouble(ProcessCost::ownCpuSeconds).sum();
    }

    /** The most that was ever resident. */
    public static double peakResidentMb(long pid) {
        return field(Path.of("/proc/" + pid + "/status"), "VmHWM:") / KB_PER_MB;
    }

    /** Resident now, memory that processes share counted once. */
    public static double proportionalMb(long pid) {
        return family(pid)
                .mapToDouble(each -> field(Path.of("/proc/" + each + "/smaps_rollup"), "Pss:") / KB_PER_MB)
                .sum();
    }

    /** Of the JIT compilers' threads that live now: they come and go, so a difference of two may be below zero. */
    public static double compilerSeconds(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.filter(ProcessCost::isCompiler)
                    .mapToDouble(thread -> cpuSeconds(thread.resolve("stat"), OWN_CPU_FIELDS))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Long> family(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
    }

    private static double ownCpuSeconds(long pid) {
        return cpuSeconds(Path.of("/proc/" + pid + "/stat"), CPU_FIELDS);
    }

    private static double cpuSeconds(Path file, List<Integer> counted) {
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return counted.stream().mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    private static double field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
