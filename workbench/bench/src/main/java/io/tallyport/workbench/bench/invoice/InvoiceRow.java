package io.tallyport.workbench.bench.invoice;

import io.tallyport.document.DocumentContent;
import io.tallyport.rendering.Printer;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * One load, on one thread.
 *
 * @param perSecond documents by the clock on the wall
 * @param perCore documents per second of CPU time of the whole process, with the garbage collector's and the compilers'
 * @param kilobytes size of one file
 */
record InvoiceRow(String load, double perSecond, double perCore, double p50Millis, double p99Millis, long kilobytes) {
    private static final double NANOS = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;

    static InvoiceRow measure(String load, Printer printer, DocumentContent content, byte[] xml, int documents) {
        Histogram micros = new Histogram(3);
        long size = 0;
        long cpuBefore = cpuNanos();
        long before = System.nanoTime();
        for (int i = 0; i < documents; i++) {
            long start = System.nanoTime();
            size = printer.pdf(content, xml).length;
            micros.recordValue((System.nanoTime() - start) / 1_000);
        }
        double seconds = (System.nanoTime() - before) / NANOS;
        double cpuSeconds = (cpuNanos() - cpuBefore) / NANOS;
        return new InvoiceRow(
                load,
                documents / seconds,
                documents / cpuSeconds,
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                size / 1_000);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
