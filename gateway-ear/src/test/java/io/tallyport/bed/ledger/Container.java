package io.tallyport.bed.ledger;

import io.tallyport.database.Database;
import io.tallyport.error.GatewayException;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;

/** What the server does for the beans of the ledger: it injects, and puts a transaction around each stateless one. */
final class Container {
    /** Whoever else would like to know of what a bean does. */
    private static final Instance<?> NONE = (Instance<?>) Proxy.newProxyInstance(
            Container.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, values) -> {
                if (method.getName().equals("stream")) {
                    return Stream.empty();
                }
                throw new UnsupportedOperationException(method.getName());
            });

    private final Connections connections;
    private final Map<Class<?>, Object> beans = new HashMap<>();

    Container(Connections connections) {
        this.connections = connections;
    }

    synchronized <T> T get(Class<T> type) {
        if (!beans.containsKey(type)) {
            try {
                make(type);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot make a " + type.getName(), e);
            }
        }
        return type.cast(beans.get(type));
    }

    private void make(Class<?> type) throws ReflectiveOperationException {
        Class<?> made = type.isAnnotationPresent(Stateless.class) ? transactional(type) : type;
        Constructor<?> constructor = made.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object bean = constructor.newInstance();
        beans.put(type, bean);
        for (Field field : type.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.isAnnotationPresent(Inject.class)) {
                field.set(bean, injected(field.getType()));
            }
            if (type == Database.class && field.getName().equals("source")) {
                field.set(bean, connections.asSource());
            }
        }
    }

    private Object injected(Class<?> type) {
        if (type == Optional.class) {
            // a setting that nobody made
            return Optional.empty();
        }
        return type == Instance.class ? NONE : get(type);
    }

    private Class<?> transactional(Class<?> type) throws IllegalAccessException {
        return new ByteBuddy()
                .subclass(type)
                .method(ElementMatchers.isDeclaredBy(type))
                .intercept(MethodDelegation.to(new Around(connections)))
                .make()
                .load(
                        type.getClassLoader(),
                        ClassLoadingStrategy.UsingLookup.of(
                                MethodHandles.privateLookupIn(type, MethodHandles.lookup())))
                .getLoaded();
    }

    /** Public, since the made subclasses call it. */
    public static final class Around {
        private final Connections connections;

        Around(Connections connections) {
            this.connections = connections;
        }

        @RuntimeType
        public Object call(@SuperCall Callable<?> method) throws Exception {
            return connections.inTransaction(() -> {
                try {
                    return method.call();
                } catch (GatewayException | EJBException e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw new EJBException(e);
                }
            });
        }
    }
}
